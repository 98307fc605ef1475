package io.spillway.testservers;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import io.spillway.embedded.EmbeddedServers;
import org.slf4j.LoggerFactory;

/** Keeps the servers' own noise out of the tests' output, at every start of Spring Boot anew, which resets Logback. */
final class QuietLogs implements LoggerContextListener {
    private static final List<String> NAMES = Stream.concat(EmbeddedServers.NOISY_LOGGERS.stream(),
            Stream.of("org.testcontainers", "tc", "com.github.dockerjava", "org.mongodb.driver", "com.rabbitmq",
                    "io.netty"))
            .toList();

    private QuietLogs() {}

    static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            QuietLogs quiet = new QuietLogs();
            quiet.onReset(context);
            context.addListener(quiet);
        }
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onReset(LoggerContext context) {
        NAMES.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
}
