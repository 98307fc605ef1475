package io.spillway.standalone;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void keepsItsDataInTheFolderDataAndListensOnTheUsualPortsByDefault() {
        Settings settings = parse();

        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.samples()).isFalse();
        assertThat(settings.endpoints()).containsExactly(new Endpoint(Service.API_GATEWAY, 8080, 9080),
                new Endpoint(Service.ORDER_SERVICE, 8081, 9081), new Endpoint(Service.WRITER_SERVICE, 8082, 9082));
    }

    @Test
    void keepsNothingWhenEphemeral() {
        assertThat(parse("--ephemeral").data()).isNull();
    }

    @Test
    void takesAnyFreePortForZero() {
        Settings settings = parse("--port", "0", "--management-port", "0");

        assertThat(settings.endpoint(Service.API_GATEWAY)).isEqualTo(new Endpoint(Service.API_GATEWAY, 0, 0));
        assertThat(settings.endpoint(Service.WRITER_SERVICE)).isEqualTo(new Endpoint(Service.WRITER_SERVICE, 8082, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --ephemeral --data=x   | --ephemeral keeps nothing, so it cannot be combined with --data.
            --port=70000           | There is no port 70000: choose one from 1 to 65535 with --port, or 0 for any that is free.
            --management-port=65535 | There is no port 65536: choose one from 1 to 65535 with --management-port, or 0 for any that is free.
            --port=8082            | Port 8082 is asked for twice: give every service another one.
            --sample               | Unknown option: '--sample'
            --port=http            | Invalid value for option '--port': 'http' is not an int
            """)
    void refusesWhatCannotBeWithASentence(String arguments, String sentence) {
        assertThatThrownBy(() -> parse(arguments.split(" "))).isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining(sentence);
    }

    private static Settings parse(String... arguments) {
        CommandLine commandLine = new CommandLine(new Options());
        commandLine.parseArgs(arguments);
        return commandLine.<Options>getCommand().settings();
    }
}
