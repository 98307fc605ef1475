package io.spillway.testservers;

/** What this machine offers besides the environment's variables. Asked only when it matters, as an answer may take a while. */
interface Machine {
    boolean hasRabbitMqImage();

    boolean hasMongoImage();

    boolean hasRabbitMqInstalled();
}
