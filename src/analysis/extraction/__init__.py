"""Text to statements: repair, figures, structure, indicators, assembly."""
