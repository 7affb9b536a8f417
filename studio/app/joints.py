"""Who tells whom: the signals of document, worker and panels, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.app.export_dialog import ExportDialog
from studio.app.inspection import network_title
from studio.app.word_keys import WordKeys
from studio.data.facts import DataError, Facts
from studio.data.split import sizes
from studio.graph.figures import Issue, Measured
from studio.look.figures import count
from studio.messages import answers, events
from studio.messages.checked import lines
from studio.messages.orders import AttackSpec, Browse, ImageChoice
from studio.panels.image_chooser import Pick

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


def join(of: Workspace) -> None:
    """Joins everything in a workspace."""
    _join_keys(of)
    _join_document(of)
    _join_drawing(of)
    _join_program(of)
    _join_place(of)
    _join_module_deeds(of)
    _join_modules(of)
    _join_worker(of)
    _join_training(of)
    _join_live_panels(of)
    _join_forms(of)
    _join_code(of)


def _join_keys(of: Workspace) -> None:
    """The keys that the person chose, wherever they hold or are shown beside the menus."""
    actions = of.actions_table

    def renew() -> None:
        of.board.keyboard.keys = actions.board_keys()
        of.panels.palette.set_keys(actions.shortcuts.shown("edit.add"))
        of.panels.lesson.set_keys(*map(actions.shortcuts.shown, ("view.previous_step", "view.next_step")))
        of.board.bar.show_keys(*map(actions.shortcuts.shown, ("view.zoom_out", "view.zoom_in", "view.fit", "arrange.lay_out")))

    of.installEventFilter(WordKeys(of))
    actions.shortcuts.changed.connect(renew)
    of.board.snap_changed.connect(actions["arrange.snap"].setChecked)
    actions["arrange.snap"].setChecked(of.board.stage.snaps)
    renew()


def _join_document(of: Workspace) -> None:
    document, actions = of.document, of.actions_table

    def changed(_project: object = None) -> None:
        history = document.history
        actions.enable({"edit.undo": history.can_undo, "edit.redo": history.can_redo})
        actions["edit.undo"].setText(f"Undo {history.undo_label}".strip())
        actions["edit.redo"].setText(f"Redo {history.redo_label}".strip())
        of.show_title()
        of.panels.history.show_edits(history.labels, history.index, history.whole)
        of.panels.data.show_data(document.project.data)
        of.panels.recipe.show_recipe(document.project.recipe)
        of.pictures.show_network(network_title(document.project), another=False)
        if of.drawing.facts is not None:
            _show_sizes(of, of.drawing.facts)
        of.inspection.renew_network()

    def state(words: str) -> None:
        of.status.set_note(words)
        of.show_title()

    document.changed.connect(changed)
    of.panels.history.chosen.connect(document.walk)
    document.state_changed.connect(state)
    document.failed.connect(of.say)
    changed()


def _join_drawing(of: Workspace) -> None:
    board, drawing = of.board, of.drawing

    def measured(figures: Measured, issues: tuple[Issue, ...]) -> None:
        number = sum(not issue.advice for issue in issues)
        of.status.set_network(figures, "module" if of.document.place.trail else "network")
        of.status.set_issues(number, any(issue.stops for issue in issues), len(issues) - number)
        of.docks["issues"].setWindowTitle(f"Issues {number}" if number else "Issues")

    def data_found(found: Facts | DataError) -> None:
        of.panels.data.show_found(found)
        if isinstance(found, Facts):
            _show_sizes(of, found)

    def selected(node: str | None) -> None:
        of.inspection.node = node
        of.inspection.renew()
        of.pictures.turn_to(None if node is None else of.document.graph.nodes[node])

    def looked_at_closely(node: str | None) -> None:
        of.pictures.close_up = node
        of.inspection.look_closer(node)

    board.close_up_asked.connect(looked_at_closely)
    drawing.measured_anew.connect(measured)
    drawing.data_found.connect(data_found)
    drawing.selected.connect(selected)
    drawing.turned.connect(lambda: of.pictures.show_network(network_title(of.document.project), another=True))
    drawing.turned.connect(of.inspection.look_elsewhere)
    drawing.refused.connect(of.say)
    board.zoom_changed.connect(of.status.set_zoom)
    of.adding.refused.connect(of.say)
    of.lesson.refused.connect(of.say)
    of.figures.refused.connect(of.say)
    of.figures.said.connect(of.status.set_note)
    of.status.issues_asked.connect(lambda: of.docks.show("issues"))
    of.panels.palette.block_chosen.connect(of.adding.add)
    of.panels.properties.action_asked.connect(lambda name: of.actions_table[name].trigger())


def _join_program(of: Workspace) -> None:
    """The program of the drawing, written where it is in sight, and edited."""

    def edit() -> None:
        of.docks.show("source")
        of.panels.source.begin()

    def watch() -> None:
        of.docks.show("source")  # what cannot be read in the file is said there
        of.program.file.toggle()

    of.actions_table.bind({"view.source": edit, "view.watch_source": watch})
    of.program.refused.connect(of.say)
    of.program.said.connect(of.status.set_note)
    of.docks["source"].visibilityChanged.connect(of.program.write)


def _join_place(of: Workspace) -> None:
    """Drawings, and the strip that says where one is."""
    document, bar, graphs = of.document, of.place_bar, of.graphs

    def place(_project: object = None) -> None:
        project, where = document.project, document.place
        bar.show_place(list(project.graphs), project.shown, where.names(project), where.only)
        several = len(project.graphs) > 1
        of.actions_table.enable({f"project.{word}_graph": several for word in ("remove", "next", "previous")})
        of.actions_table.enable({"module.leave": bool(where.trail)})

    def only(one: bool) -> None:
        document.place.only = one

    of.actions_table.bind(
        {
            "project.add_graph": graphs.add,
            "project.compare": graphs.compare,
            "project.rename_graph": bar.rename,
            "project.remove_graph": graphs.remove,
            "project.next_graph": lambda: graphs.step(1),
            "project.previous_graph": lambda: graphs.step(-1),
        }
    )
    document.changed.connect(place)
    bar.graph_chosen.connect(document.show_graph)
    bar.graph_added.connect(graphs.add)
    bar.graph_renamed.connect(graphs.rename)
    of.top.renamed.connect(graphs.rename_project)
    bar.depth_chosen.connect(of.modules.go_to_depth)
    bar.only_chosen.connect(only)
    for deeds in (graphs, of.setting):
        deeds.refused.connect(of.say)
    place()


def _join_module_deeds(of: Workspace) -> None:
    """What is done with modules, from the menu, the board and the properties."""
    modules, properties = of.modules, of.panels.properties
    of.actions_table.bind(
        {
            "module.group": modules.group,
            "module.enter": modules.enter,
            "module.leave": modules.leave,
            "module.expand": modules.expand,
            "module.collapse": modules.collapse,
            "module.dissolve": modules.dissolve,
            "module.keep": modules.keep,
        }
    )
    of.board.entered.connect(modules.enter)
    of.board.collapse_asked.connect(modules.collapse)
    properties.enter_asked.connect(modules.enter)
    properties.expand_asked.connect(modules.expand)
    properties.dissolve_asked.connect(modules.dissolve)
    properties.keep_asked.connect(modules.keep)
    modules.refused.connect(of.say)
    modules.said.connect(of.status.set_note)


def _show_sizes(of: Workspace, found: Facts) -> None:
    """On the data chip, `55,000 train · 5,000 validate · 10,000 test`, and with the recipe, which counts batches."""
    data = of.document.project.data
    train, validation, test = sizes(found.counts, found.test_counts, data)
    of.top.data.set_words(data.source.title(), f"{count(train)} train · {count(validation)} validate · {count(test)} test")
    of.panels.recipe.show_images(train)


def _join_modules(of: Workspace) -> None:
    """What can be placed where one looks: in the palette, on the board where it is dropped, and in the quick add."""

    def show(_project: object = None) -> None:
        project, inside = of.document.project, of.document.inside
        of.panels.palette.set_blocks(of.adding.blocks())
        of.panels.palette.set_modules(of.shelves.of(project, inside))
        of.board.set_blocks(of.adding.blocks())
        of.board.set_modules(of.shelves.on_offer(project, inside))

    def renew() -> None:
        of.shelves.renew()
        for fault in of.shelves.faults:
            of.panels.console.say(fault, "warning")
        show()

    of.document.changed.connect(show)
    of.modules.kept.connect(renew)
    renew()


def _join_worker(of: Workspace) -> None:
    def heard(event: Any) -> None:
        of.training.take(event)
        of.timing.take(event)
        of.taking.take(event)
        of.reporting.take(event)
        _show_export(of, event)
        of.pictures.take(event, of.document.graph, of.document.path(""))
        match event:
            case events.Ready():
                of.top.set_devices(of.training.devices, of.training.device)
                of.panels.console.say(_ready(event))
                of.inspection.forget()
            case events.Printed(text=text):
                of.panels.console.say(text, "printed")
            case events.Shown(images=images):
                of.panels.feature_maps.chooser.set_counts(*images)
                of.line.send(Browse(part="test", count=of.panels.data.page))
            case answers.Maps(pixels=pixels):
                of.panels.properties.set_picture(pixels)
            case events.Browsed():
                of.panels.data.show_images(event.images, event.labels.tolist(), event.classes, event.indices.tolist())
            case events.Refused(order="Watch", part="image", text=text) if of.inspection.image.file is not None:
                of.inspection.look_at(None)
                of.say(text)
            case events.Refused(order="Show", run=run) if run != (of.inspection.run or ""):
                pass  # another one is looked at by now
            case events.Refused(order="Show") if of.inspection.run is not None:
                of.inspection.choose_run(None)  # the drawing has changed since: its weights do not fit, fresh ones do
            case events.Refused(order="Show", text=text):
                of.panels.feature_maps.clear(text)

    def taken(run: str) -> None:
        of.results.refresh()
        of.inspection.choose_run(run)

    of.taking.said.connect(of.note)
    of.taking.taken.connect(taken)
    of.taking.refused.connect(of.say)
    of.reporting.said.connect(of.note)
    of.reporting.refused.connect(of.say)
    of.line.told.connect(heard)


def _show_export(of: Workspace, event: Any) -> None:
    """What becomes of an export, in the dialog that asked for it."""
    dialogs = of.findChildren(ExportDialog) if isinstance(event, events.Exporting | events.Exported | events.Refused) else []
    match event:
        case events.Exporting():
            for dialog in dialogs:
                dialog.show_progress(event)
        case events.Exported():
            words = f"{event.format} of {event.run or 'the untrained network'} written to {event.path}."
            of.status.set_note(words)
            of.panels.console.say("\n".join([words, *lines(event.checked)]))
            for dialog in dialogs:
                dialog.show_done(event)
        case events.Refused(order="Export", text=text):
            for dialog in dialogs:
                dialog.show_refusal(text)


def _ready(event: events.Ready) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in event.versions.items())
    return f"TensorFlow is ready after {event.seconds:.1f} s: {versions}. {event.advice}".strip()


def _join_training(of: Workspace) -> None:
    training, results = of.training, of.results

    def phase(name: str) -> None:
        busy = training.busy
        of.actions_table.enable(
            {"train.train": not busy, "train.on": not busy, "train.pause": name in ("training", "paused"), "train.stop": busy}
        )
        of.top.set_state({"training": "training", "reading": "training", "paused": "paused"}.get(name, "idle"))
        if name == "reading":
            of.top.progress.show_words("Training begins …")
        of.pictures.live = name == "training"
        results.set_training(training.run or "" if busy else "")

    def ended(event: events.Ended) -> None:
        results.refresh()
        if event.best_epoch:
            of.inspection.choose_run(event.run)

    training.phase_changed.connect(phase)
    training.progressed.connect(lambda p: of.top.progress.show_batch((p.epoch, p.epochs), (p.batch, p.batches), p.seconds_left))
    training.grew.connect(results.grew)
    training.ended.connect(ended)
    training.said.connect(of.status.set_worker)
    training.refused.connect(of.say)
    results.failed.connect(of.say)
    of.top.device_chosen.connect(training.choose_device)
    of.top.device_chosen.connect(lambda name: of.top.set_devices(training.devices, name))
    phase("loading")


def _join_live_panels(of: Workspace) -> None:
    inspection, panels = of.inspection, of.panels

    def choose_image(pick: Pick) -> None:
        inspection.image = ImageChoice(part=pick.part, index=pick.index, file=pick.file)
        inspection.renew()

    def attack(wish: Any) -> None:
        inspection.attack = AttackSpec(method=wish.method.lower(), epsilon=wish.epsilon, target=wish.target)
        inspection.renew()

    panels.feature_maps.image_chosen.connect(choose_image)
    panels.adversarial.asked.connect(attack)
    panels.data.image_chosen.connect(lambda index: choose_image(Pick("test", index)))
    panels.runs.show_asked.connect(of.results.follow)
    panels.runs.show_asked.connect(inspection.choose_run)
    panels.runs.lay_over_asked.connect(of.results.lay_over)
    panels.runs.continue_asked.connect(of.training.resume_run)
    panels.runs.train_on_asked.connect(of.training.train)
    panels.runs.export_asked.connect(of.deeds.export)
    panels.runs.delete_asked.connect(of.results.delete)
    panels.runs.folder_asked.connect(of.deeds.open_run_folder)
    for dock in of.docks.items().values():
        dock.visibilityChanged.connect(lambda _visible: inspection.renew())


def _join_code(of: Workspace) -> None:
    """Code runs after consent, and what is known by then is shown."""
    of.panels.properties.consent_asked.connect(of.trusting.offer)
    of.drawing.code_asked.connect(of.trusting.offer)
    of.setting.changing.connect(of.trusting.typed)
    of.asking.answered.connect(of.inspection.replan)
    of.asking.said.connect(of.status.set_note)
    of.trusting.failed.connect(of.say)
    of.own_layers.said.connect(of.panels.console.say)


def _join_forms(of: Workspace) -> None:
    of.panels.data.changed.connect(lambda form: of.document.edit_form("Change the data", form))
    of.panels.recipe.changed.connect(lambda form: of.document.edit_form("Change the recipe", form))
    of.panels.data.browse_asked.connect(of.deeds.browse_data)
    of.top.data_asked.connect(lambda: of.docks.show("data"))
