from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels import sample_data
from studio.panels.adversarial import AdversarialPanel
from studio.panels.attack_values import AttackShown, AttackWish


@pytest.fixture
def panel(look: Look, shown: Callable[..., AdversarialPanel]) -> AdversarialPanel:
    panel = shown(AdversarialPanel(look))
    panel.set_classes(tuple("0123456789"))
    return panel


def attack() -> AttackShown:
    """One pixel of sixteen moved by 0.1 of the range, another by half of that."""
    original = np.full((4, 4, 1), 51, np.float32)
    changed = original.copy()
    changed[0, 0], changed[1, 1] = 51 + 25.5, 51 - 12.75
    before, after = np.full(10, 0.001), np.full(10, 0.0001)
    before[9], after[7] = 0.989, 0.999
    return AttackShown(0.1, 9, original, changed, before, after, 0.25, 354, 593)


def test_before_an_attack_it_says_what_will_be_here(panel: AdversarialPanel) -> None:
    assert panel._empty.isVisible()
    panel.clear("The output of this network has no classes, so it cannot be fooled.")
    assert panel._empty._sentence.text() == "The output of this network has no classes, so it cannot be fooled."


def test_everything_is_said_in_words(panel: AdversarialPanel) -> None:
    panel.show_attack(attack())
    assert panel.words() == (
        "9 98.9 % sure",
        "Perturbation × 10",
        "7 99.9 % sure",
        "Largest change 0.10",
        "Length of change 0.11",
        "Zero gradient 25.0 % of pixels",
        "Fooled at this epsilon 354 of 593 test images",
    )


def test_the_change_is_drawn_as_a_share_of_the_range(panel: AdversarialPanel) -> None:
    panel.show_attack(attack())
    np.testing.assert_allclose(panel._views[1].picture.array()[:2, :2], [[0.1, 0], [0, -0.05]], atol=1e-6)
    assert panel._scale.words() == ("−0.10", "+0.10")


def test_a_wrong_answer_is_not_told_by_colour_alone(panel: AdversarialPanel, look: Look) -> None:
    panel.show_attack(attack())
    assert look.theme.bad in panel._views[2]._class.styleSheet()
    assert look.theme.bad not in panel._views[0]._class.styleSheet()
    assert panel._views[2]._class.text() == "7"
    look.use(LIGHT)
    assert LIGHT.bad in panel._views[2]._class.styleSheet()


def test_what_was_not_counted_is_said(panel: AdversarialPanel) -> None:
    panel.show_attack(replace(attack(), tried=0))
    assert panel.words()[-1] == "Fooled at this epsilon not counted yet"


def test_both_sets_of_bars_are_shown(panel: AdversarialPanel) -> None:
    panel.show_attack(attack())
    assert (panel._bars.number(7), panel._bars.number(9), panel._bars.number(0)) == ("99.9 %", "98.9 %", "0.1 %")


def test_moving_the_slider_asks_once_for_where_it_came_to_rest(panel: AdversarialPanel, qtbot: QtBot) -> None:
    panel.show_attack(attack())
    told: list[AttackWish] = []
    panel.asked.connect(told.append)
    for step in range(101, 201):
        panel._epsilon._slider.setValue(step)
    qtbot.waitUntil(lambda: len(told) > 0)
    assert told == [AttackWish("FGSM", 0.2, None)]
    assert panel._epsilon._field.value() == 0.2
    assert panel._epsilon._steps.text() == "51.0 / 255"


def test_an_epsilon_that_is_typed_in_moves_the_slider(panel: AdversarialPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.asked) as told:
        panel._epsilon._field.setValue(0.05)
    assert told.args == [AttackWish("FGSM", 0.05, None)]
    assert panel._epsilon._slider.value() == 50


def test_the_aim_and_the_attack_are_asked_for(panel: AdversarialPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.asked) as told:
        panel._aim.setCurrentIndex(4)
    assert (told.args, panel._aim.currentText()) == ([AttackWish("FGSM", 0.1, 3)], "towards 3")
    with qtbot.waitSignal(panel.asked) as told:
        panel._method.setCurrentIndex(1)
    assert told.args == [AttackWish("PGD", 0.1, 3)]


def test_the_aim_names_the_class_it_leads_away_from(panel: AdversarialPanel) -> None:
    panel.show_attack(attack())
    assert panel._aim.itemText(0) == "away from 9"


def test_of_an_image_without_a_label_the_networks_answer_counts_as_its_class(panel: AdversarialPanel, look: Look) -> None:
    panel.show_attack(replace(attack(), label=None))
    assert panel._aim.itemText(0) == "away from its answer, 9"
    assert panel._views[0]._title.text() == "Original, no label"
    told = "Nobody said what this image shows, so the network's own answer counts as its class."
    assert (panel._aim.toolTip(), panel._views[0].toolTip()) == (told, told)
    wrong = [look.theme.bad in panel._views[i]._class.styleSheet() for i in (0, 2)]
    assert wrong == [False, True]
    panel.show_attack(attack())
    assert (panel._aim.itemText(0), panel._views[0]._title.text(), panel._aim.toolTip()) == ("away from 9", "Original", "")


def test_fields_can_be_set_without_asking(panel: AdversarialPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.asked, wait=60):
        panel.show_wish(AttackWish("PGD", 0.03, 5))
    assert panel.wish() == AttackWish("PGD", 0.03, 5)


def test_only_offered_attacks_can_be_chosen(look: Look, shown: Callable[..., AdversarialPanel]) -> None:
    panel = shown(AdversarialPanel(look, {"FGSM": "FGSM, one step"}))
    assert [panel._method.itemText(i) for i in range(panel._method.count())] == ["FGSM, one step"]


def test_a_colour_image_and_a_small_panel(look: Look, shown: Callable[..., AdversarialPanel]) -> None:
    panel = shown(AdversarialPanel(look), 384, 192)
    grey = attack()
    panel.show_attack(replace(grey, original=np.repeat(grey.original, 3, 2), changed=np.repeat(grey.changed, 3, 2)))
    assert panel.words()[1] == "Change × 10"
    assert not panel._bars.isVisible()


def test_an_attack_without_room_changes_nothing(panel: AdversarialPanel) -> None:
    none = attack()
    panel.show_attack(replace(none, epsilon=0.0, changed=none.original, after=none.before))
    assert panel.words()[1:3] == ("Perturbation × 1", "9 98.9 % sure")


def test_the_sample_is_fooled() -> None:
    sample = sample_data.attack()
    assert np.argmax(sample.before) != np.argmax(sample.after)
    assert np.abs(sample.change).max() <= sample.epsilon + 1e-6
