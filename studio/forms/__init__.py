"""Values the user may edit: frozen records that know their limits, units and help."""

from studio.forms.fields import Field
from studio.forms.form import Form, FormError

__all__ = ["Field", "Form", "FormError"]
