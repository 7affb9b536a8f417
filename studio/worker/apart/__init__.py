"""Programs that look at strangers' files in a process of their own, which may crash, hang or be ended without harm; none takes orders."""
