package io.spillway.writer.amqp;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class WriterSettingsTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            spillway.writer.lanes                  | 0     | spillway.writer.lanes must be at least 1, not 0
            spillway.writer.prefetch               | -5    | spillway.writer.prefetch must be at least 1, not -5
            spillway.writer.prefetch               | 10    | spillway.writer.prefetch (10) must be at least spillway.writer.max-batch-messages (1000)
            spillway.writer.prefetch               | 70000 | spillway.writer.prefetch must be at most 65535
            spillway.writer.max-batch-bytes        | 0     | spillway.writer.max-batch-bytes must be at least 1, not 0
            spillway.writer.max-commands-per-order | 0     | spillway.writer.max-commands-per-order must be at least 1, not 0
            spillway.writer.suspicious-deliveries  | 0     | spillway.writer.suspicious-deliveries must be at least 1, not 0
            spillway.writer.lone-attempts          | 0     | spillway.writer.lone-attempts must be at least 1, not 0
            spillway.writer.linger                 | -1s   | must not be negative
            spillway.partitions                    | 0     | (spillway.partitions) must be from 1 to 100, not 0
            spillway.partitions                    | 101   | (spillway.partitions) must be from 1 to 100, not 101
            spillway.queue-max-length              | 0     | spillway.queue-max-length must be at least 1, not 0
            """)
    void aSettingThatCannotWorkStopsTheStartWithASentence(String property, String value, String sentence) {
        start(Map.of(property, value)).run(context -> assertThat(context).getFailure().rootCause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(sentence));
    }

    @Test
    void theDefaultsWork() {
        start(Map.of()).run(context -> {
            assertThat(context.getBean(WriterSettings.class).lanes()).isEqualTo(2);
            assertThat(context.getBean(Topology.class).partitions()).isEqualTo(8);
            assertThat(context.getBean(Topology.class).queueMaxLength()).isEqualTo(1_000_000);
        });
    }

    private static ApplicationContextRunner start(Map<String, Object> properties) {
        return new ApplicationContextRunner().withUserConfiguration(Settings.class)
                .withInitializer(context -> context.getEnvironment().getPropertySources()
                        .addFirst(new MapPropertySource("test", properties)));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({WriterSettings.class, Topology.class, SuspicionSettings.class})
    static class Settings {}
}
