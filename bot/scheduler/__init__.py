"""Work by the clock: ticks, a clock that can be believed, erasing what has expired."""
