package io.spillway.testservers;

/** A machine with just what a test says. */
record FakeMachine(boolean hasRabbitMqImage, boolean hasMongoImage, boolean hasRabbitMqInstalled) implements Machine {
    /** Fails the test when it is asked: some answers take minutes, and must not be asked for needlessly. */
    static final Machine UNASKED = new Machine() {
        @Override
        public boolean hasRabbitMqImage() {
            throw new AssertionError("asked for the image of RabbitMQ");
        }

        @Override
        public boolean hasMongoImage() {
            throw new AssertionError("asked for the image of MongoDB");
        }

        @Override
        public boolean hasRabbitMqInstalled() {
            throw new AssertionError("asked for an installed RabbitMQ");
        }
    };

    static FakeMachine with(String offers) {
        return new FakeMachine(offers.contains("rabbitmq-image"), offers.contains("mongo-image"),
                offers.contains("rabbitmq-server"));
    }
}
