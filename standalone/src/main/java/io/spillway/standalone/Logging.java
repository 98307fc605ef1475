package io.spillway.standalone;

import io.spillway.embedded.EmbeddedServers;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;

/** The one logging system of the JVM. Set up before any service, each of which then finds it done and adds levels only. */
final class Logging {

    private Logging() {}

    static void setUp(boolean verbose) {
        LoggingSystem system = LoggingSystem.get(Logging.class.getClassLoader());
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(new StandardEnvironment()),
                "classpath:logback-standalone.xml", null);
        if (verbose) {
            system.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
            EmbeddedServers.NOISY_LOGGERS.forEach(name -> system.setLogLevel(name, LogLevel.WARN));
        }
    }
}
