package io.spillway.gateway;

import java.time.Clock;
import java.util.Map;

import com.fasterxml.uuid.Generators;
import io.spillway.gateway.core.Admission;
import io.spillway.gateway.core.AwaitRecord;
import io.spillway.gateway.core.CommandPublisher;
import io.spillway.gateway.core.CommandRecords;
import io.spillway.gateway.core.FindOperation;
import io.spillway.gateway.core.KeyedIds;
import io.spillway.gateway.core.OperationIds;
import io.spillway.gateway.core.Outcomes;
import io.spillway.gateway.core.Pauses;
import io.spillway.gateway.core.PausesUntilStop;
import io.spillway.gateway.core.SubmitCommand;
import io.spillway.gateway.core.SubmitKeyed;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLetters;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;

/** The HTTP edge as a process, and the wiring of its core. Its settings are in {@code api-gateway.yml}. */
// There are no users with a password of Spring's; without this it would make one, and print the password
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties({IdempotencySettings.class, OperationSettings.class})
public class ApiGateway {

    public static void main(String[] args) {
        application().run(args);
    }

    /** The gateway as it starts alone and beside other services in one JVM, where the usual name would be everybody's. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(ApiGateway.class);
        application.setDefaultProperties(Map.of("spring.config.name", "api-gateway"));
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Admission admission() {
        return new Admission();
    }

    @Bean
    OperationIds operationIds(OperationSettings settings) {
        return new OperationIds(settings.keyBytes());
    }

    @Bean
    KeyedIds keyedIds(OperationSettings settings) {
        return new KeyedIds(settings.keyBytes());
    }

    @Bean
    PausesUntilStop pauses() {
        return new PausesUntilStop();
    }

    /** Stopping waits for all requests; those that wait for nothing but time are answered at once. */
    @Bean
    ApplicationListener<ContextClosedEvent> endPauses(PausesUntilStop pauses) {
        return closed -> pauses.stop();
    }

    @Bean
    AwaitRecord awaitRecord(CommandRecords records, Pauses pauses, OperationSettings settings) {
        return new AwaitRecord(records, pauses, settings.looksPerSecond());
    }

    @Bean
    SubmitKeyed submitKeyed(CommandPublisher publisher, Outcomes outcomes, CommandRecords records,
            AwaitRecord awaitRecord, IdempotencySettings settings) {
        return new SubmitKeyed(publisher, outcomes, records, awaitRecord, settings.lookupTimeout(),
                settings.lookups());
    }

    @Bean
    SubmitCommand submitCommand(CommandPublisher publisher, Outcomes outcomes, SubmitKeyed keyed,
            OperationIds operationIds, KeyedIds keyedIds, Clock clock) {
        // UUIDv7: orders made one after the other stand together in MongoDB's index
        return new SubmitCommand(publisher, outcomes, keyed, operationIds, keyedIds,
                Generators.timeBasedEpochRandomGenerator()::generate, clock);
    }

    @Bean
    FindOperation findOperation(OperationIds operationIds, CommandRecords records, AwaitRecord awaitRecord,
            OperationSettings settings, Clock clock) {
        return new FindOperation(operationIds, records, awaitRecord, settings.retention(), clock);
    }

    @Bean
    DeadLetters deadLetters(DeadLetterQueue queue) {
        return new DeadLetters(queue);
    }
}
