package io.spillway.testservers;

/** The real thing; each answer is kept for the rest of the run. */
final class ThisMachine implements Machine {
    private final Lazy<Boolean> rabbitMqInstalled = new Lazy<>(() -> InstalledNode.findScripts() != null);

    @Override
    public boolean hasRabbitMqImage() {
        return ServerImage.RABBITMQ.isAvailable();
    }

    @Override
    public boolean hasMongoImage() {
        return ServerImage.MONGODB.isAvailable();
    }

    @Override
    public boolean hasRabbitMqInstalled() {
        return rabbitMqInstalled.get();
    }
}
