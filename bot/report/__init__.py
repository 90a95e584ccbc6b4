"""Reports as people and programs read them: one format a file, all behind one small interface."""
