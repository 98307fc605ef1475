package io.spillway.e2e;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A request of many lines, and its answer: which is read while it is sent, or when it is sent. */
final class OrderLines implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    private OrderLines(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    static OrderLines open(URI base, Map<String, String> headers) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(60_000);
        OrderLines request = new OrderLines(socket);
        StringBuilder head = new StringBuilder("POST /v1/orders HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        request.out.write(ascii(head.append("\r\n").toString()));
        return request;
    }

    /** Sends all lines, and meanwhile reads their answers. @return how many were accepted, in order */
    long sendAndRead(long count, LongFunction<String> line) throws IOException {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                send(count, line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        long accepted = read();
        sending.join();
        return accepted;
    }

    void send(long count, LongFunction<String> line) throws IOException {
        for (long i = 1; i <= count; i++) {
            byte[] bytes = (line.apply(i) + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(ascii(Integer.toHexString(bytes.length) + "\r\n"));
            out.write(bytes);
            out.write(ascii("\r\n"));
        }
        out.write(ascii("0\r\n\r\n"));
        out.flush();
    }

    /** Reads the answers up to their proper end. @return how many lines were accepted, each in its turn */
    long read() throws IOException {
        assertThat(line(in)).isEqualTo("HTTP/1.1 202 ");
        String field = line(in);
        while (!field.isEmpty()) {
            field = line(in);
        }
        long accepted = 0;
        InputStream body = new Chunks(in);
        for (String text = line(body); !text.isEmpty(); text = line(body)) {
            JsonNode answer = JsonMapper.shared().readTree(text);
            accepted++;
            assertThat(answer.path("line").asLong()).as(text).isEqualTo(accepted);
            assertThat(answer.path("status").asString()).as(text).isEqualTo("NotStarted");
        }
        return accepted;
    }

    /** Without its end; empty also at the end of the input. */
    private static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A body in chunks (RFC 9112 §7.1). */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private int left;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            if (left == 0 && !ended) {
                left = Integer.parseInt(line(in), 16);
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The answer breaks off");
            }
            left--;
            if (left == 0) {
                line(in);
            }
            return next;
        }
    }
}
