import hashlib

import numpy as np
import pytest

from studio.compile.plan import Plan
from studio.worker.attack import Attack, AttackError, attacked, fooled
from studio.worker.attacks import ATTACKS, Fgsm, Noise, Pgd
from studio.worker.build import Network, build
from studio.worker.deepfool import DeepFool
from studio.worker.predict import predict
from tests.worker.plans import small
from tests.worker.reference import FOLDER, UNIT, Reference, reference


@pytest.fixture(scope="module")
def agreed() -> Reference:
    return reference()


@pytest.mark.parametrize("name", ["ref_adv_pack.npz", "ref_adv_expected.json"])
def test_the_reference_is_the_one_the_readme_names(name: str) -> None:
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    assert f"| {name} | {digest} |" in (FOLDER / "README.md").read_text()


def test_the_reference_network_is_the_one_that_was_attacked(agreed: Reference) -> None:
    logits = agreed.network.function(agreed.network.plan.logits)(agreed.images)[0]
    assert np.abs(logits - agreed.logits).max() <= agreed.expected["logits_max_abs_diff"]


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.2, 0.3])
def test_fgsm_fools_as_many_as_in_other_libraries(agreed: Reference, epsilon: float) -> None:
    counts = agreed.expected["fgsm_linf"]
    found = fooled(agreed.network, agreed.images, agreed.labels, Fgsm(epsilon=epsilon, bounds=UNIT))
    assert found.correct == counts[str(epsilon)][1]
    assert abs(found.count - counts[str(epsilon)][0]) <= counts["tol_count"]


@pytest.mark.parametrize(("name", "steps", "step"), [("steps10_alpha0.025", 10, 0.025), ("steps40_alpha0.01", 40, 0.01)])
def test_pgd_fools_as_many_as_in_other_libraries(agreed: Reference, name: str, steps: int, step: float) -> None:
    counts = agreed.expected["pgd_linf_norandom_eps0.1"]
    found = fooled(agreed.network, agreed.images, agreed.labels, Pgd(epsilon=0.1, bounds=UNIT, steps=steps, step=step))
    assert abs(found.count - counts[name][0]) <= counts["tol_count"]


def test_deepfool_goes_as_far_as_in_other_libraries(agreed: Reference) -> None:
    expected = agreed.expected["deepfool_l2_50it_os0.02_clip"]
    result = attacked(agreed.network, agreed.images, agreed.labels, DeepFool(bounds=UNIT))
    assert (result.after.argmax(axis=1) != agreed.labels).sum() == expected["success"]
    assert result.length.mean() == pytest.approx(expected["mean_l2"], abs=expected["tol"])
    assert result.length[:100].mean() == pytest.approx(expected["mean_l2_first100"], abs=expected["tol"])


def test_deepfool_takes_no_target(agreed: Reference) -> None:
    with pytest.raises(AttackError) as error:
        DeepFool(bounds=UNIT).adversarial(agreed.network, agreed.images[:1], target=3)
    assert str(error.value) == "DeepFool leaves a class by the nearest border, so it takes no target. Choose FGSM or PGD for a target."


def test_random_noise_fools_next_to_nothing(agreed: Reference) -> None:
    found = fooled(agreed.network, agreed.images, agreed.labels, Noise(epsilon=0.1, bounds=UNIT))
    assert found.count / found.correct <= agreed.expected["random_sign_noise_eps0.1_success_max"]


@pytest.mark.parametrize("kind", ATTACKS.values())
def test_every_attack_stays_within_epsilon_and_bounds(agreed: Reference, kind: type[Attack]) -> None:
    result = attacked(agreed.network, agreed.images[:16], agreed.labels[:16], kind(epsilon=0.1, bounds=UNIT))
    assert result.largest.max() <= 0.1 + 1e-6
    assert UNIT[0] <= result.adversarial.min() <= result.adversarial.max() <= UNIT[1]
    assert result.largest.min() > 0
    assert kind.title


def test_an_attack_tells_all_there_is_to_show(agreed: Reference) -> None:
    result = attacked(agreed.network, agreed.images[:16], agreed.labels[:16], Fgsm(epsilon=0.2, bounds=UNIT))
    assert np.allclose(result.perturbation, result.adversarial - agreed.images[:16])
    assert np.allclose(result.before, predict(agreed.network, agreed.images[:16]), atol=1e-6)
    assert np.allclose(result.after, predict(agreed.network, result.adversarial), atol=1e-6)
    assert result.length[3] == pytest.approx(np.sqrt((result.perturbation[3] ** 2).sum()), rel=1e-5)
    assert (result.before.argmax(axis=1) == agreed.labels[:16]).all()
    assert (result.after.argmax(axis=1) != agreed.labels[:16]).sum() >= 14


def test_without_labels_it_leaves_what_the_network_says(agreed: Reference) -> None:
    attack = Fgsm(epsilon=0.1, bounds=UNIT)
    told = attack.adversarial(agreed.network, agreed.images, agreed.labels)
    assert np.array_equal(attack.adversarial(agreed.network, agreed.images).adversarial, told.adversarial)


def test_a_target_is_reached_more_often_than_by_chance(agreed: Reference) -> None:
    aimed = fooled(agreed.network, agreed.images, agreed.labels, Pgd(epsilon=0.3, bounds=UNIT), target=8)
    assert aimed.correct == (agreed.labels != 8).sum()
    assert aimed.count > 0.9 * aimed.correct


def test_a_random_start_is_repeatable_and_within_epsilon(agreed: Reference) -> None:
    def start(seed: int) -> np.ndarray:
        attack = Pgd(epsilon=0.1, bounds=UNIT, steps=1, step=0.0, random_start=True, seed=seed)
        return attack.adversarial(agreed.network, agreed.images[:4], agreed.labels[:4]).adversarial

    assert np.array_equal(start(1), start(1))
    assert not np.array_equal(start(1), start(2))
    assert 0.05 < np.abs(start(1) - agreed.images[:4]).max() <= 0.1 + 1e-6


def test_saturated_logits_show_as_zero_gradients() -> None:
    sharp, plain = reference(), reference()
    kernel, bias = sharp.network.layers["layer7"].get_weights()
    sharp.network.layers["layer7"].set_weights([kernel * 20, bias * 20])
    attack = Fgsm(epsilon=0.1, bounds=UNIT)
    assert attack.adversarial(plain.network, plain.images, plain.labels).zero_gradients < 0.2
    assert attack.adversarial(sharp.network, sharp.images, sharp.labels).zero_gradients > 0.8


def test_epsilon_changes_without_a_new_trace(agreed: Reference) -> None:
    for epsilon in (0.01, 0.02):
        Fgsm(epsilon=epsilon, bounds=UNIT).adversarial(agreed.network, agreed.images[:3], agreed.labels[:3])
    assert agreed.network._functions["fgsm", UNIT].experimental_get_tracing_count() == 1


def test_an_attack_leaves_the_network_as_it_was() -> None:
    network = build(small(), seed=1)
    before = [variable.numpy() for variable in network.variables]
    images = np.random.default_rng(0).integers(0, 256, (4, 8, 8, 3), dtype=np.uint8)
    result = attacked(network, images, None, Pgd(epsilon=8.0))
    assert result.largest.max() == 8.0
    assert all(np.array_equal(a, b.numpy()) for a, b in zip(before, network.variables, strict=True))


def test_says_what_cannot_be_attacked(agreed: Reference) -> None:
    plan = small()
    values: Network = build(Plan(plan.title, plan.steps[:-1], logits="scores", output="scores", meaning="values"))
    with pytest.raises(AttackError) as error:
        Fgsm().adversarial(values, np.zeros((1, 8, 8, 3)), np.zeros(1))
    assert str(error.value) == "An attack needs classes to leave. The Output of this network means values: set it to classes."
    with pytest.raises(AttackError) as error:
        Fgsm().adversarial(agreed.network, agreed.images[:1], target=10)
    assert str(error.value) == "The target must be a class from 0 to 9. Received: 10."
