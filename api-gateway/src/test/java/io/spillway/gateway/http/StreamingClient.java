package io.spillway.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.TestUser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that sends and reads when it is told to, chunk by chunk (RFC 9112 §7.1). */
final class StreamingClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;
    private int leftOfChunk;
    private boolean ended;

    private StreamingClient(int port) throws IOException {
        // small, so that little is on its way when one side stops reading
        socket.setSendBufferSize(64 * 1024);
        socket.setReceiveBufferSize(64 * 1024);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects, and sends the head of a request with lines. */
    static StreamingClient open(RunningGateway gateway, TestUser user, String... headers) throws IOException {
        StreamingClient client = new StreamingClient(gateway.port());
        client.begin(user, headers);
        return client;
    }

    /** Sends the head of another request on the same connection. */
    void begin(TestUser user, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Host", "spillway", "Content-Type", "application/x-ndjson",
                "Transfer-Encoding", "chunked"));
        all.addAll(List.of(user.headers()));
        all.addAll(List.of(headers));
        StringBuilder head = new StringBuilder("POST /v1/orders HTTP/1.1\r\n");
        for (int i = 0; i < all.size(); i += 2) {
            head.append(all.get(i)).append(": ").append(all.get(i + 1)).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        leftOfChunk = 0;
        ended = false;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One chunk. */
    void send(byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(bytes);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(chunk.toByteArray());
    }

    void end() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends nothing more, in the middle of the body. */
    void breakOff() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads the head of the answer: its status line, and its fields in lower case. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        String line = rawLine();
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            line = rawLine();
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    /** The next line of the answer's body; null at its proper end. */
    @Nullable
    JsonNode line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = bodyByte(); next != '\n'; next = bodyByte()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return JSON.readTree(line.toByteArray());
    }

    /** All lines up to the proper end. */
    List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (JsonNode line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** How many lines there are up to the proper end. */
    long countLines() throws IOException {
        long count = 0;
        for (int next = bodyByte(); next >= 0; next = bodyByte()) {
            count += next == '\n' ? 1 : 0;
        }
        return count;
    }

    private int bodyByte() throws IOException {
        if (leftOfChunk == 0 && !ended) {
            leftOfChunk = Integer.parseInt(rawLine(), 16);
            ended = leftOfChunk == 0;
            if (ended) {
                rawLine();
            }
        }
        if (ended) {
            return -1;
        }
        int next = rawByte();
        leftOfChunk--;
        if (leftOfChunk == 0) {
            rawLine();
        }
        return next;
    }

    private String rawLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = rawByte(); next != '\n'; next = rawByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int rawByte() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The connection was closed");
        }
        return next;
    }

    /** As much as there is, whatever it is. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Goes away without a farewell. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
