from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels import sample_data
from studio.panels.curves import CurvesPanel
from studio.panels.run_curves import Batches, Epochs, RunCurves


def flat(batches: int, loss: float, accuracy: float, start: int = 0) -> Batches:
    at = np.arange(start + 1, start + batches + 1) / 100
    return Batches(at, np.full(batches, loss), np.full(batches, accuracy))


def test_before_a_run_it_says_what_will_be_here(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    assert panel._empty.isVisible()


def test_weights_that_came_with_a_model_have_no_curves_and_empty_plots_are_not_shown(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(RunCurves("Run 1", "Weights of little.keras", 0))
    assert panel._empty.isVisible()
    assert [each.text() for each in panel._empty.findChildren(QLabel) if each.text()] == [
        "Run 1 has no curves",
        "It was not trained here: Weights of little.keras. Press Train and they grow here. Runs that ended are shown from the Runs panel.",
    ]
    panel.lay_over(sample_data.older_run())
    assert not panel._empty.isVisible()
    panel.lay_over(None)
    assert panel._empty.isVisible()
    panel.show_run(RunCurves("Run 2", "Adam", 5))  # its first batch is on its way
    assert not panel._empty.isVisible()
    panel.clear()
    assert panel._empty.isVisible()


def test_the_legend_says_the_run_and_its_latest_figures(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(RunCurves("Run 4", "Adam", 5, batches=flat(50, 0.039, 0.988)))
    assert panel.summary() == "Run 4 Adam · loss 0.039 · 98.8 %"
    panel.append(flat(60, 0.5, 0.5, start=50))
    assert panel.summary() == "Run 4 Adam · loss 0.500 · 50.0 %"


def test_the_best_epoch_carries_its_values(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(RunCurves("Run 4", "Adam", 5, batches=flat(300, 0.1, 0.9)))
    assert panel.best() == ("", "")
    panel.append(Batches(), Epochs(np.array([1.0, 2]), np.array([0.2, 0.1]), np.array([0.1, 0.068]), np.array([0.97, 0.9798])))
    assert panel.best() == ("best 0.068", "best 97.98 %")


def test_a_loss_without_classes_shows_no_accuracy(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    epochs = Epochs(np.array([1.0]), np.array([0.2]), np.array([0.1]), np.array([np.nan]))
    panel.show_run(RunCurves("Run 1", "SGD", 5, batches=flat(10, 0.2, np.nan), epochs=epochs))
    assert panel.summary() == "Run 1 SGD · loss 0.200"
    assert panel.best() == ("best 0.100", "")


def test_over_fitting_is_said_under_the_curves(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(sample_data.over_fitted_run())
    assert panel.notice() == "Over-fitting: validation loss turned at epoch 3."
    panel.show_run(sample_data.run())
    assert panel.notice() == ""


def test_the_cursor_reads_the_figures_of_its_epoch(look: Look, shown: Callable[..., CurvesPanel], qtbot: QtBot) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(RunCurves("Run 4", "Adam", 1, batches=flat(100, 0.25, 0.75)))
    panel._loss.hovered.emit(0.5)
    assert panel.reading() == "epoch 0.50 · batch 50: loss 0.250 · 75.0 %"
    panel._loss.hovered.emit(None)
    assert panel.reading() == ""


def test_moving_the_mouse_over_a_plot_reads_it(
    look: Look, shown: Callable[..., CurvesPanel], hover: Callable[[QWidget, QPoint], None], qtbot: QtBot
) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(sample_data.run())
    view = panel._loss._plot.viewport()
    hover(view, QPoint(view.width() // 2, view.height() // 2))
    qtbot.waitUntil(lambda: panel.reading().startswith("epoch "))


def test_an_older_run_is_laid_over_and_taken_away(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(sample_data.run())
    panel.lay_over(sample_data.older_run())
    assert panel._older_legend.isVisible()
    assert panel._older_legend.words() == "Run 3 SGD with momentum"
    assert len(panel._loss.older.series) == len(sample_data.older_run().batches.at)
    panel.lay_over(None)
    assert not panel._older_legend.isVisible()
    assert len(panel._loss.older.series) == 0


def test_showing_another_run_starts_afresh(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(sample_data.run())
    panel.show_run(RunCurves("Run 5", "Adam", 10, batches=flat(10, 0.3, 0.9)))
    assert len(panel._loss.run.series) == 10
    assert panel.best() == ("", "")
    assert panel._loss.view()[0] == (0, 10)


def test_both_plots_show_the_same_epochs(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(sample_data.run())
    panel._loss._plot.setXRange(1, 2, padding=0)
    np.testing.assert_allclose(panel._accuracy.view()[0], (1, 2), atol=0.02)


def test_accuracy_magnifies_the_errors_that_are_left(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    panel.show_run(RunCurves("Run 4", "Adam", 5, batches=flat(100, 0.04, 0.987)))
    assert panel._accuracy.view()[1] == (90, 100)


def test_a_diverged_loss_neither_breaks_nor_hides_the_curve(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look))
    loss = np.array([2.0, 1.0, np.nan, np.inf])
    panel.show_run(RunCurves("Run 4", "SGD", 1, batches=Batches(np.arange(1, 5) / 4, loss, np.full(4, 0.1))))
    assert panel.summary() == "Run 4 SGD · loss 1.500 · 10.0 %"


def test_it_takes_another_theme_while_shown(look: Look, shown: Callable[..., CurvesPanel]) -> None:
    panel = shown(CurvesPanel(look), 384, 192)
    panel.show_run(sample_data.run())
    look.use(LIGHT)
    assert panel._loss._plot.backgroundBrush().color().name() == LIGHT.panel
