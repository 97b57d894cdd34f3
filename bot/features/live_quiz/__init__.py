"""The live quiz: a teacher takes a class through a question set, on a projector or in the class's group."""
