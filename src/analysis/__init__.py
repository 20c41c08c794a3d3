"""Education targets of Chinese counties: coded, checked, compared, reported."""
