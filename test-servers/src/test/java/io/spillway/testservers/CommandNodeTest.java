package io.spillway.testservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisabledOnOs(OS.WINDOWS)
class CommandNodeTest {
    @TempDir
    Path folder;
    Path script;

    @BeforeEach
    void createScript() {
        script = folder.resolve("node");
    }

    @Test
    void callsTheScriptAsItsContractSays() throws Exception {
        scriptDoes("echo \"$@\" >> " + folder.resolve("calls"));
        try (CommandNode node = new CommandNode(script.toString())) {
            node.start();
            node.stop();
            node.start();
            node.control("list_queues", "name");
            node.kill();

            String port = node.uri().replaceFirst("amqp://test:test@127.0.0.1:", "");
            assertThat(node.managementUri()).isEqualTo("http://test:test@127.0.0.1:" + (Integer.parseInt(port) + 1));
            List<String> calls = Files.readAllLines(folder.resolve("calls"));
            String nodeFolder = calls.getFirst().split(" ")[1];
            assertThat(calls).containsExactly("start " + nodeFolder + " " + port, "stop " + nodeFolder,
                    "start " + nodeFolder + " " + port, "ctl " + nodeFolder + " list_queues name",
                    "kill " + nodeFolder);
        }
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(6).last().asString().startsWith("kill ");
    }

    @Test
    void tellsWhatTheScriptSaidWhenItFailed() throws Exception {
        scriptDoes("[ $1 = kill ] || { echo no room; exit 3; }");
        try (CommandNode node = new CommandNode(script.toString())) {
            assertThatExceptionOfType(TestServersException.class).isThrownBy(node::start)
                    .withMessageStartingWith("TEST_RABBITMQ_COMMAND: `" + script + " start ")
                    .withMessageEndingWith("` ended with 3: no room");
        }
    }

    @Test
    void doesNotWaitForTheDaemonThatTheScriptLeavesBehind() throws Exception {
        scriptDoes("[ $1 != start ] || sleep 60 &");
        long began = System.nanoTime();
        try (CommandNode node = new CommandNode(script.toString())) {
            node.start();
        }
        assertThat(System.nanoTime() - began).isLessThan(30_000_000_000L);
    }

    private void scriptDoes(String line) throws Exception {
        Files.writeString(script, "#!/bin/sh\n" + line + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
