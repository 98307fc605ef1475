package io.spillway.testservers;

/** Where the store comes from, in the order of choice. */
enum StoreSource {
    URI(TestEnvironment.MONGODB_URI),
    CONTAINER("Testcontainers"),
    EMBEDDED("embedded");

    private final String label;

    StoreSource(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static StoreSource of(TestEnvironment environment, Machine machine) {
        if (environment.has(TestEnvironment.MONGODB_URI)) {
            return URI;
        }
        return machine.hasMongoImage() ? CONTAINER : EMBEDDED;
    }
}
