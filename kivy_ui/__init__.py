"""The screen: a function of the session's state. The only place that imports Kivy."""
