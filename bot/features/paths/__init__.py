"""Paths: weeks of lessons, stories and practice in a good order, at one's own pace."""
