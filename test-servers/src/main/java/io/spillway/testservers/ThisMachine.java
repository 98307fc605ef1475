package io.spillway.testservers;

/** The real thing; each answer is kept for the rest of the run. */
final class ThisMachine implements Machine {
    private final Lazy<Boolean> rabbitMqImage = new Lazy<>(() -> Docker.firstAvailable(ContainerNode.IMAGES) != null);
    private final Lazy<Boolean> mongoImage = new Lazy<>(() -> Docker.firstAvailable(MongoContainer.IMAGES) != null);
    private final Lazy<Boolean> rabbitMqInstalled = new Lazy<>(() -> InstalledNode.findScripts() != null);

    @Override
    public boolean hasRabbitMqImage() {
        return rabbitMqImage.get();
    }

    @Override
    public boolean hasMongoImage() {
        return mongoImage.get();
    }

    @Override
    public boolean hasRabbitMqInstalled() {
        return rabbitMqInstalled.get();
    }
}
