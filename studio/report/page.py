"""The page: one HTML file that needs nothing beside it, no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

import studio
from studio.data import Data, Source
from studio.forms import Form
from studio.graph.measure import measure
from studio.report.chart import Column, Line, chart
from studio.report.confusion import confusion_table, most_confused
from studio.report.contents import Contents, Trained
from studio.report.drawing import picture, short
from studio.report.insides import insides
from studio.report.markup import Markup, element, framed, pairs, table
from studio.report.style import sheet
from studio.report.tables import day, duration, layers, runs, share

_OTHERS = 3  # runs whose curves lie beside the chosen one's
_OTHERWISE = " The drawing was changed since: its layers are no longer all those that were trained."
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(of: Contents) -> str:
    """The whole file."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="generator", content=f"Abyss Studio {studio.__version__}"),
        element("title", f"{of.project.title} – report"),
        element("style", Markup(sheet())),
    )
    sections = [section for section in (_drawing(of), _layers(of), _training(of), _confusion(of), _settings(of), _exports(of)) if section]
    links = element("nav", *(element("a", title, href=f"#{_anchor(title)}") for title, _ in sections))
    body = (
        element("section", element("h2", title, id=_anchor(title)), *parts, aria_labelledby=_anchor(title)) for title, parts in sections
    )
    whole = element("html", head, element("body", _header(of, links), element("main", *body), _footer(of)), lang="en")
    return f"<!DOCTYPE html>\n{whole}\n"


Section = tuple[str, list[Markup]]


def _header(of: Contents, links: Markup) -> Markup:
    measured, best = measure(of.project.graph), of.chosen
    facts = [
        ("weights", f"{measured.weights:,}"),
        ("multiply-adds an image", short(measured.multiply_adds)),
        ("best validation accuracy", share(best.info.best_val_accuracy) if best else "not trained"),
        ("test accuracy", share(best.info.test_accuracy) if best else "not trained"),
    ]
    tiles = element("dl", *(element("div", element("dt", name), element("dd", value)) for name, value in facts), class_="tiles")
    source = f"{of.project.data.source.title()}: {of.images}." if of.images else ""
    words = element("p", f"{source} Report of {day(of.moment)}.", class_="quiet")
    return element("header", element("h1", of.project.title), words, links, tiles)


def _drawing(of: Contents) -> Section:
    """The drawing that figures and layers are about first, then what is inside its modules, then the project's other drawings."""
    project = of.project
    named = len(project.graphs) > 1
    others = [_figure(of, name, f"{name}, another drawing of this project") for name in project.graphs if name != project.shown]
    parts = [_figure(of, project.shown, f"{project.shown}, the drawing on the board" if named else ""), *insides(project.graph), *others]
    return "Network", [part for part in parts if part] or [element("p", "Nothing is drawn yet.", class_="quiet")]


def _figure(of: Contents, name: str, words: str) -> Markup:
    graph = of.project.graphs[name]
    if not graph.nodes and not graph.notes:
        return Markup("")
    measured = measure(graph)
    cost = f"{measured.weights:,} weights, {measured.multiply_adds:,} multiply-adds an image"
    return framed(picture(graph, measured, f"The network {name} of {of.project.title}: {cost}"), f"{words}: {cost}." if words else "")


def _layers(of: Contents) -> Section:
    return "Layers", [layers(of.project.graph, measure(of.project.graph))]


def _training(of: Contents) -> Section:
    if not of.runs:
        return "Training", [element("p", "Nothing was trained yet.", class_="quiet"), *_broken(of)]
    found = [runs(of.runs), *_broken(of)]
    if of.chosen is not None:
        run = of.chosen
        beside = [other for other in reversed(of.runs) if other is not run][:_OTHERS]
        charts = (chart("Loss", _curves(run, beside, "loss"), log=True), chart("Accuracy", _curves(run, beside, "accuracy"), percent=True))
        found += [
            element("h3", f"Run {run.info.number} · {run.info.title}"),
            element("p", _ended(run)),
            element("div", *charts, class_="charts"),
        ]
    return "Training", found


def _broken(of: Contents) -> Iterator[Markup]:
    return (element("p", text, class_="bad") for text in of.broken)


def _ended(run: Trained) -> str:
    sizes = "{:,} images to train, {:,} to validate, {:,} to test".format(*run.facts.images)
    best = f" The best weights are those of epoch {run.info.best_epoch}." if run.info.best_epoch else ""
    return f"Begun {day(run.facts.started)}; {sizes}. {run.info.reason}{best}{'' if run.drawn_still else _OTHERWISE}"


def _curves(run: Trained, beside: Iterable[Trained], what: str) -> list[Line]:
    """A run's batches, epochs and validation, and the validation of others behind it."""
    per_epoch = max(1, run.facts.batches)
    batches: Column = run.batches.step.astype(np.float64) / per_epoch
    epochs = run.epochs.epoch.astype(np.float64)
    others = [
        Line(
            f"run {each.info.number}, validation",
            each.epochs.epoch.astype(np.float64),
            _column(each.epochs, f"val_{what}"),
            "quiet",
            dashed=True,
        )
        for each in beside
    ]
    return [
        Line("each batch", batches, _column(run.batches, what), "accent", faint=True),
        *others,
        Line("training", epochs, _column(run.epochs, what), "accent"),
        Line("validation", epochs, _column(run.epochs, f"val_{what}"), "second_run", dots=len(epochs) <= 40),
    ]


def _column(figures: Any, name: str) -> Column:
    found: Column = getattr(figures, name)
    return found


def _confusion(of: Contents) -> Section | None:
    run = of.chosen
    if run is not None and run.confusion is None and run.info.state == "unfinished":
        return "Confusion matrix", [element("p", "Test images are counted when the run has ended.", class_="quiet")]
    if run is None or run.confusion is None:
        return None
    counts, classes = run.confusion.counts, run.facts.classes
    right, total = int(counts.trace()), int(counts.sum())
    who = f"Run {run.info.number} with the weights of epoch {run.confusion.epoch}"
    words = f"{who} gets {right:,} of {total:,} {run.confusion.part} images right."
    return "Confusion matrix", [element("p", f"{words} {most_confused(counts, classes)}"), confusion_table(counts, classes)]


def _settings(of: Contents) -> Section:
    """Of the run that is shown, and of the project where there is none."""
    data, recipe = (of.chosen.data, of.chosen.recipe) if of.chosen is not None else (of.project.data, of.project.recipe)
    found = [element("h3", "Data"), pairs([("Images", of.images), *_values(data)]), element("h3", "Recipe"), pairs(_values(recipe))]
    if of.chosen is not None and of.chosen.facts.versions:
        made = of.chosen.facts
        found += [element("h3", "Made with"), pairs([("Device", made.device), *made.versions.items()])]
    return "Data and recipe", found


def _values(form: Form, before: str = "") -> Iterator[tuple[str, str]]:
    for field in form.form():
        if field.name == "test" and isinstance(form, Data) and form.source.given_test:
            continue  # the source says which images are for the test
        value = getattr(form, field.name)
        label = f"{before}{field.label}"
        if isinstance(value, Form):
            yield label, value.title() if isinstance(value, Source) else type(value).__name__
            yield from _values(value, f"{type(value).__name__} · ")
        else:
            yield label, _said(value)


def _said(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _exports(of: Contents) -> Section | None:
    rows = [
        (f"{run.info.number}", note.format, note.weights, f"{note.epoch}", day(note.moment), element("code", note.path))
        for run in reversed(of.runs)
        for note in run.exports
    ]
    return ("Exports", [table(("run", "format", "weights", "epoch", "when", "where"), rows, words=6)]) if rows else None


def _footer(of: Contents) -> Markup:
    took = f" Training took {duration(float(of.chosen.epochs.seconds.sum()))}." if of.chosen is not None else ""
    return element("footer", f"Written by Abyss Studio {studio.__version__} on {day(of.moment)}.{took}", class_="quiet")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
