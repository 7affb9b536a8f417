import keras
import pytest

from studio.compile.plan import Call
from studio.worker.symbols import SymbolError, made, resolve


def test_resolves_keras_layers_and_those_of_the_studio() -> None:
    assert resolve("keras.layers.Conv2D") is keras.layers.Conv2D
    assert resolve("studio.layers.multi_class_hinge.MultiClassHinge").__name__ == "MultiClassHinge"


@pytest.mark.parametrize(
    "symbol",
    [
        "os.system",
        "keras.utils.get_file",
        "keras.layers.Lambda",
        "keras.layers.TFSMLayer",
        "keras.layers.deserialize",
        "keras.layers.nothing",
        "keras.src.layers.Dense",
        "studio.layers.multi_class_hinge.keras",
        "studio.layers.nowhere.Thing",
        "studio.layers..worker.build.Network",
        "studio.worker.build.Network",
        "",
    ],
)
def test_refuses_whatever_is_not_on_the_list(symbol: str) -> None:
    with pytest.raises(SymbolError) as error:
        resolve(symbol)
    assert str(error.value) == (
        f"{symbol} cannot be used in a network. Expected: a class of keras.layers, keras.regularizers, keras.initializers, "
        "keras.constraints, keras.losses, keras.optimizers or studio.layers, or of a package of yours."
    )


def test_makes_calls_wherever_they_nest() -> None:
    call = Call("keras.regularizers.L2", {"l2": 0.5})
    values = made({"plain": 3, "list": [call], "pair": (1, 2), "kernel_regularizer": call})
    assert values["plain"] == 3
    assert values["pair"] == (1, 2)
    assert values["kernel_regularizer"].get_config() == values["list"][0].get_config() == {"l2": 0.5}
