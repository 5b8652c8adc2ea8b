"""Charts of a pack: functions of findings and a pen that return figures, or None where there is nothing to show."""
