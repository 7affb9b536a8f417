"""The data form: defaults, titles, whole sentences."""

import pytest

from studio.data import SOURCES, Data, ImageFolder, Mnist, NumpyFile
from studio.forms import FormError


def test_titles_are_short() -> None:
    assert [Mnist().title(), ImageFolder(path="/a/cats").title(), NumpyFile(path="b/x.npz").title()] == ["MNIST", "cats", "x.npz"]
    assert [ImageFolder().title(), NumpyFile().title()] == ["Image folder", "NumPy file"]


@pytest.mark.parametrize("kind", [*SOURCES, Data])
def test_every_form_has_a_summary_and_a_help_for_every_field(kind: type[Data]) -> None:
    assert kind.summary().endswith(".")
    assert [field.name for field in kind.form() if not field.help.endswith(".")] == []


def test_the_shares_must_leave_images_to_train_on() -> None:
    with pytest.raises(FormError) as refused:
        Data(source=ImageFolder(path="p"), validation=0.5, test=0.5)
    assert refused.value.faults == ("Data: validation and test together must leave images to train on: less than 1. Received: 0.5 + 0.5.",)


def test_a_given_test_set_takes_nothing_from_training() -> None:
    assert Data(source=Mnist(), validation=0.5, test=0.5).held_back() == 0.5


def test_data_reads_what_a_file_holds() -> None:
    read = Data.read({"source": {"kind": "ImageFolder", "path": "p", "colour": "grey"}, "centre": "per channel"})
    assert read == Data(source=ImageFolder(path="p", colour="grey"), centre="per channel")
