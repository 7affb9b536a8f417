"""The editor of any form: blocks, data, recipe and preferences are all shown by it."""

from studio.panels.form_view.view import FormView

__all__ = ["FormView"]
