"""Verdicts: what `check` printed of files in which it found nothing, printed again as long as nothing has changed.

This is read before anything else is imported, so it stands on Python's built-in modules alone.
"""
