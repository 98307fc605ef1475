package io.spillway.writer.core;

class InMemorySuspectNotesTest extends SuspectNotesContract {

    private final SuspectNotes notes = new InMemorySuspectNotes();

    @Override
    protected SuspectNotes notes() {
        return notes;
    }
}
