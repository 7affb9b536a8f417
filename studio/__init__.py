"""Abyss Studio: draw a network for images, train it on real data, look inside, take it away.

The map of the house. Nothing imports what stands to its right:

    forms ▸ blocks ▸ graph ▸ data, recipe ▸ compile ▸ project ▸ runs ▸ messages ▸ report ═╦═▸ engine ▸ cli
                                                                                         ║    look ▸ canvas, panels, labs ▸ app
                                                                                         ╚═▸ layers ▸ worker

forms      a value the user may edit: limits, unit, help
blocks     what the palette offers: one class a kind of layer, one file a family
graph      the drawing as data: model, modules, named values, edits, diff, comparison, rules, measurement, issues, layout
data       where examples come from: sources, splits, zero-centring
recipe     how to train: optimizer, loss, stop rules
compile    from drawing to program: plan, Python source with a function a module, cost; and back: Keras models, programs edited or opened
project    the document: graphs, data, recipe, history, file, draft, the person's own modules; the library of modules
runs       what became of it: one SQLite file a run
messages   what window and worker say to each other, and the one codec
report     a project and its runs as one HTML file that opens anywhere
engine     the near end of the line: starts, supervises and restarts the worker; asks Keras for shapes beside it
cli        the same work without a window
look       theme, type, icons and the small widgets that the window is made of
canvas     the drawing board: one painter
panels     the docks, one file each; none knows another
labs       small teaching windows
app        the window: docks, actions, document, welcome page; the only place where panels meet
layers     Keras layers that Keras lacks, importing keras alone
worker     its own process: builds, feeds, trains, probes, attacks, exports

Four zones, held apart by tests: core (forms … report: no Qt, no TensorFlow, no OpenCV), line (engine, cli: the same),
window (look … app: Qt, never TensorFlow or OpenCV), worker (layers, worker: TensorFlow and OpenCV, never Qt).
`paths`, `machine`, `colours` and `__main__` stand beside the rooms.
"""

__version__ = "0.1.0"
