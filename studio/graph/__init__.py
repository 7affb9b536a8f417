"""The drawing as data: model, edits, diff, rules, figures, issues and layout."""
