"""The drawing as data: model, edits, diff, rules, figures; modules, faults, layout and quick drawing have rooms of their own."""
