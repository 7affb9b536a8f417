"""Values the user may edit: frozen records that know their limits, units and help."""

from studio.forms.fields import Field
from studio.forms.form import Form, FormError
from studio.forms.keras_form import KerasForm

__all__ = ["Field", "Form", "FormError", "KerasForm"]
