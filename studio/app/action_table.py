"""Everything a person can ask for, as data: menus, shortcuts and the finder are made from one table."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """One thing to ask for.

    Attributes:
        id: `menu.word`; the menu it stands in is the part before the dot.
        title: In the menu and in the finder, sentence case.
        shortcut: In Qt's portable writing, or nothing; the person may choose others.
        icon: Name of a shipped icon, or nothing.
        help: A sentence for the tool tip and the finder.
        board: Whether the shortcut belongs to the board alone, so that text fields keep theirs.
        check: Whether it is on or off.
    """

    id: str
    title: str
    shortcut: str = ""
    icon: str = ""
    help: str = ""
    board: bool = False
    check: bool = False

    @property
    def menu(self) -> str:
        """The key of the menu it stands in."""
        return self.id.partition(".")[0]

    @property
    def word(self) -> str:
        """What follows the menu's key."""
        return self.id.partition(".")[2]

    @property
    def bare_title(self) -> str:
        """The title without the dots that announce a dialog."""
        return self.title.removesuffix(" …")


MENUS = {
    "project": "Project",
    "edit": "Edit",
    "module": "Module",
    "arrange": "Arrange",
    "view": "View",
    "train": "Train",
    "help": "Help",
}
BOARD = "board"
"""The menu of keys that stand in no menu."""

_PROJECT = (
    Action("project.new", "New empty drawing", "Ctrl+N", "file-plus", "Starts an empty drawing; the data can be chosen later."),
    Action("project.open", "Open a project …", "Ctrl+O", "folder-open", "Opens a project folder."),
    Action(
        "project.open_model",
        "Open a Keras model …",
        "Ctrl+Shift+O",
        "file-input",
        "A .keras or .h5 file, a SavedModel or a script that builds one, as a drawing with its weights.",
    ),
    Action("project.new_window", "New window", "Ctrl+Shift+N", "external-link", "Opens another project beside this one."),
    Action("project.welcome", "Welcome page", "", "layers", "Samples, recent projects and new ones."),
    Action("project.save", "Save", "Ctrl+S", "save", "Writes the project to its folder."),
    Action("project.save_as", "Save as …", "Ctrl+Shift+S", "save-all", "Writes the project to another folder and goes on there."),
    Action("project.rename", "Rename the project", "", "pencil", "Writes another name over the one at the top left; its folder stays."),
    Action("project.export", "Export the trained network …", "Ctrl+E", "download", "SavedModel, Keras, Python, TFLite or ONNX."),
    Action("project.add_graph", "New drawing in this project", "", "plus", "An empty drawing beside the others, as a tab."),
    Action("project.rename_graph", "Rename the drawing", "", "pencil", "Gives the drawing on the board another name."),
    Action("project.remove_graph", "Remove the drawing", "", "trash-2", "Takes the drawing on the board out of the project."),
    Action("project.next_graph", "Next drawing", "Ctrl+PgDown", "", "Shows the drawing of the next tab."),
    Action("project.previous_graph", "Previous drawing", "Ctrl+PgUp", "", "Shows the drawing of the tab before."),
    Action("project.export_drawing", "Export the drawing …", "", "image", "As a figure for a paper: PDF, SVG or PNG."),
    Action("project.export_selection", "Export the selected nodes …", "", "", "As a figure for a paper: PDF, SVG or PNG."),
    Action("project.report", "Report …", "Ctrl+Shift+R", "file-text", "One HTML page of the project and its runs, to read, print or send."),
    Action("project.compare", "Compare drawings …", "", "layers", "Two drawings side by side: versions, runs, projects."),
    Action("project.preferences", "Preferences …", "Ctrl+,", "settings", "Theme, worker and live pictures."),
    Action("project.quit", "Quit", "Ctrl+Q", "", "Closes the window; a training may go on without it."),
)
_EDIT = (
    Action("edit.undo", "Undo", "Ctrl+Z", "undo-2", "Takes back the last edit."),
    Action("edit.redo", "Redo", "Ctrl+Shift+Z", "redo-2", "Does again what was taken back."),
    Action("edit.cut", "Cut", "Ctrl+X", "scissors", "Takes the selected nodes to the clipboard.", board=True),
    Action("edit.copy", "Copy", "Ctrl+C", "copy", "Puts the selected nodes on the clipboard, as text.", board=True),
    Action("edit.paste", "Paste", "Ctrl+V", "clipboard-paste", "Adds the nodes on the clipboard.", board=True),
    Action(
        "edit.paste_linked",
        "Paste with wires",
        "Ctrl+Shift+V",
        "link",
        "Adds the nodes on the clipboard and the wires that fed them.",
        board=True,
    ),
    Action("edit.duplicate", "Duplicate", "Ctrl+D", "copy-plus", "Adds the selected nodes once more.", board=True),
    Action("edit.delete", "Delete", "Del", "trash-2", "Removes the selected nodes; what they stood between is wired.", board=True),
    Action("edit.delete_only", "Delete and keep the gap", "Shift+Del", "", "Removes the selected nodes with their wires.", board=True),
    Action("edit.select_all", "Select all", "Ctrl+A", "", "Selects every node, comment and frame.", board=True),
    Action("edit.connect", "Connect in a row", "C", "spline", "Wires the selected nodes in a row, as they are read.", board=True),
    Action("edit.knife", "Cut wires", "K", "split", "Makes the next drag a knife; so does Alt with a drag.", board=True),
    Action("edit.replace", "Replace …", "R", "refresh-cw", "Puts another block in place of the selected nodes.", board=True),
    Action("edit.bypass", "Bypass", "B", "chevrons-right", "Lets data pass the selected nodes by, or switches them on again.", board=True),
    Action("edit.mute", "Mute", "M", "eye-off", "Leaves the selected nodes out with their wires, or switches them on again.", board=True),
    Action("edit.lock", "Lock", "L", "lock", "Keeps the selected nodes where and as they are, or unlocks them.", board=True),
    Action("edit.freeze", "Freeze", "Shift+L", "snowflake", "Keeps training from changing the selected nodes, or lets it.", board=True),
    Action("edit.freeze_up_to", "Freeze up to here", "Alt+L", "", "Freezes the selected nodes and all that leads to them.", board=True),
    Action("edit.comment", "Add a comment", "N", "sticky-note", "A sheet of words beside the network.", board=True),
    Action(
        "edit.frame",
        "Put a frame around",
        "Shift+N",
        "frame",
        "A coloured frame that takes the selected nodes along.",
        board=True,
    ),
    Action(
        "edit.quick_add",
        "Add a block by name …",
        "Shift+A",
        "plus",
        "Opens the list of blocks, as the space bar and a double-click do.",
        board=True,
    ),
    Action("edit.find", "Find anything", "Ctrl+K", "search", "Finds any action, block, module, node and sample."),
    Action("edit.add", "Find a block in the palette", "Ctrl+B", "list", "Puts the cursor into the palette's search."),
)
_MODULE = (
    Action("module.group", "Make a module", "Ctrl+G", "boxes", "Makes one block of the selected nodes.", board=True),
    Action("module.enter", "Enter the module", "Ctrl+Return", "log-in", "Shows what is inside the selected module.", board=True),
    Action("module.leave", "Leave the module", "Ctrl+Backspace", "log-out", "Shows what is around the module."),
    Action("module.expand", "Expand in place", "Ctrl+Shift+E", "maximize", "Shows what is inside, in a frame on the board.", board=True),
    Action("module.collapse", "Collapse", "Ctrl+Shift+C", "minimize-2", "Makes one node again of a module that was expanded.", board=True),
    Action("module.dissolve", "Dissolve", "Ctrl+Shift+G", "", "Puts what is inside in the module's place, for good.", board=True),
    Action("module.pretrained", "Add a pretrained network …", "", "graduation-cap", "Of keras.applications, with its ImageNet weights."),
    Action("module.keep", "Keep in my modules", "", "star", "Offers the module in the palette of every project."),
)
_ARRANGE = (
    Action("arrange.left", "Align left", "", "align-start-vertical", "Puts the left sides of the selected cards in line."),
    Action("arrange.centre", "Align centres", "", "align-center-vertical", "Puts the selected cards in line, one below the other."),
    Action("arrange.right", "Align right", "", "align-end-vertical", "Puts the right sides of the selected cards in line."),
    Action("arrange.top", "Align top", "", "align-start-horizontal", "Puts the tops of the selected cards in line."),
    Action("arrange.middle", "Align middles", "", "align-center-horizontal", "Puts the selected cards in line, one beside the other."),
    Action("arrange.bottom", "Align bottom", "", "align-end-horizontal", "Puts the bottoms of the selected cards in line."),
    Action("arrange.across", "Distribute across", "", "align-horizontal-space-around", "Makes the gaps from left to right equal."),
    Action("arrange.down", "Distribute down", "", "align-vertical-space-around", "Makes the gaps from top to bottom equal."),
    Action("arrange.straighten", "Straighten wires", "S", "minus", "Makes the wires of the selection, or all, straight.", board=True),
    Action("arrange.lay_out", "Lay out the drawing", "Ctrl+L", "workflow", "Puts the cards in the order of the data's way."),
    Action("arrange.lay_out_selection", "Lay out the selection", "Ctrl+Alt+L", "", "Puts the selected cards in the data's order."),
    Action("arrange.snap", "Snap to the grid", "", "magnet", "Moved cards come to rest on the grid and in line.", check=True),
)
_VIEW = (
    Action("view.fit", "Fit the drawing", "F", "maximize", "Shows the whole drawing.", board=True),
    Action("view.actual", "100 %", "Ctrl+0", "", "Shows cards at their full size."),
    Action("view.zoom_in", "Zoom in", "Ctrl+=", "plus", "Comes closer."),
    Action("view.zoom_out", "Zoom out", "Ctrl+-", "minus", "Steps back."),
    Action("view.selection", "Zoom to the selection", "Shift+F", "crosshair", "Shows the selected nodes.", board=True),
    Action("view.cost_none", "No cost on cards", help="Cards show how many weights they hold.", check=True),
    Action("view.cost_multiply_adds", "Multiply-adds on cards", help="Cards show their part of all multiply-adds.", check=True),
    Action("view.cost_weights", "Weights on cards", help="Cards show their part of all weights.", check=True),
    Action("view.cost_memory", "Memory on cards", help="Cards show their part of the memory.", check=True),
    Action("view.cost_time", "Time on cards", help="Cards show their part of the time that all layers take, one by one.", check=True),
    Action("view.next_step", "Next step of the lesson", "Alt+PgDown", "book-open", "Shows on the board what the lesson tells next."),
    Action("view.previous_step", "Previous step of the lesson", "Alt+PgUp", "", "Shows on the board what the lesson told before."),
    Action("view.source", "Edit the source", "Ctrl+U", "code", "Puts the cursor into the program of the drawing, which follows its edits."),
    Action("view.watch_source", "Edit the source in a file …", "", "eye", "Keeps a file and the drawing in step, or ends that."),
    Action("view.theme", "Dark or light", "Ctrl+Shift+L", "moon", "Changes between the dark and the light theme."),
    Action("view.reset", "Put the panels back", "", "panel-bottom", "Docks every panel where it was at first."),
)
_TRAIN = (
    Action("train.train", "Train", "F5", "play", "Trains the network on the data."),
    Action(
        "train.on",
        "Train on from a run",
        "Ctrl+F5",
        "chevrons-right",
        "A new run that begins with the weights of the run that is looked at, or the newest.",
    ),
    Action(
        "train.fit_head",
        "Fit the head to the data",
        "Ctrl+H",
        "",
        "Puts a pooling and a Dense for the data's classes behind the last feature map, and leads the data's images in.",
    ),
    Action("train.fit_head_frozen", "Fit the head and freeze the rest", "Ctrl+Shift+H", "snowflake", "Only the new head trains then."),
    Action("train.fetch", "Fetch the pretrained weights", "", "download", "Of pretrained networks whose weights are not here yet."),
    Action(
        "train.take",
        "Take the weights of the opened model",
        "",
        "log-in",
        "Where that was given up, or where they could not be taken when the model was opened and the drawing was mended since.",
    ),
    Action("train.pause", "Pause", "F6", "pause", "Holds the training between two batches; again to go on."),
    Action("train.stop", "Stop", "Shift+F5", "square", "Ends the training; what was learned is kept."),
    Action(
        "train.restart",
        "Restart the worker",
        "",
        "refresh-cw",
        "Ends the worker and starts it again; a run that was going on can be continued.",
    ),
)
_HELP = (
    Action("help.keys", "Keyboard shortcuts …", "F1", "keyboard", "Lists every action with its keys, which can be changed."),
    Action("help.doctor", "What is missing here?", "", "activity", "Python, TensorFlow, GPU, display and disk, a sentence each."),
    Action("help.about", "About Abyss Studio", "", "info", "Version, licences and libraries."),
)

ACTIONS: tuple[Action, ...] = (*_PROJECT, *_EDIT, *_MODULE, *_ARRANGE, *_VIEW, *_TRAIN, *_HELP)

BOARD_KEYS: tuple[Action, ...] = (
    Action("board.ask_block", "Add a block by name", "Tab", help="Opens the quick add; so does a tap on the space bar.", board=True),
    Action("board.ask_values", "Edit the values", "Return", help="Goes to the values of the node.", board=True),
    Action("board.ask_name", "Rename", "F2", help="Goes to the name of the node.", board=True),
    Action("board.next_wire", "Next wire", "W", help="Selects the next wire of the node.", board=True),
    Action("board.previous_wire", "Previous wire", "Shift+W", help="Selects the wire before.", board=True),
    Action("board.input_up", "Input up", "[", help="Moves the selected wire up among the inputs.", board=True),
    Action("board.input_down", "Input down", "]", help="Moves the selected wire down among the inputs.", board=True),
    Action("board.go_first", "First node", "Home", help="Goes to the first node as the drawing is read.", board=True),
    Action("board.go_last", "Last node", "End", help="Goes to the last node as the drawing is read.", board=True),
    Action("board.go_on", "Node by node", "PgDown", help="Goes to the next node as the drawing is read.", board=True),
    Action("board.go_back", "Node by node, back", "PgUp", help="Goes to the node before as the drawing is read.", board=True),
    Action("board.toggle", "Select or let go", "Ctrl+Space", help="Selects the node where the keyboard is, or lets it go.", board=True),
    Action("board.leave", "Leave the board", "Ctrl+Tab", help="Leads on to what comes next in the window.", board=True),
    Action("board.step_back", "Give up", "Esc", help="Gives up a gesture, else selects nothing.", board=True),
)
"""What keys do on the board that stands in no menu; the word is a method of the board's keyboard."""

GROUPS = {
    "project.save",
    "project.export",
    "project.add_graph",
    "project.preferences",
    "project.quit",
    "edit.cut",
    "edit.connect",
    "edit.comment",
    "edit.quick_add",
    "module.enter",
    "module.expand",
    "module.keep",
    "arrange.top",
    "arrange.across",
    "arrange.straighten",
    "arrange.snap",
    "view.cost_none",
    "view.source",
    "view.theme",
    "train.restart",
    "help.about",
}
"""The actions before which a menu has a line."""
