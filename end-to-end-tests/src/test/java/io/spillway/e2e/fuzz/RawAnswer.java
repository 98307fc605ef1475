package io.spillway.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back for some bytes, read strictly.
 *
 * @param headers by name in lower case
 * @param whole   whether the body came to its end
 */
record RawAnswer(int status, Map<String, List<String>> headers, byte[] body, boolean whole) {

    private static final int TIMEOUT_MS = 40_000;

    static RawAnswer to(byte[] request, int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException answeredBeforeItWasRead) {
                // the answer is there nevertheless
            }
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawAnswer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new IllegalStateException("No HTTP: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] header = line.split(": ?", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>()).add(header[1]);
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        return headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")
                ? chunked(status, headers, body)
                : new RawAnswer(status, headers, body, true);
    }

    /** RFC 9112 §7.1: without the last chunk, of no length, it was cut off. */
    private static RawAnswer chunked(int status, Map<String, List<String>> headers, byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        for (int line = text.indexOf("\r\n", at); line > 0; line = text.indexOf("\r\n", at)) {
            int size = Integer.parseInt(text.substring(at, line), 16);
            int next = line + 2 + size + 2;
            if (size == 0 || next > chunks.length) {
                return new RawAnswer(status, headers, body.toByteArray(), size == 0);
            }
            body.write(chunks, line + 2, size);
            at = next;
        }
        return new RawAnswer(status, headers, body.toByteArray(), false);
    }

    List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    String mediaType() {
        List<String> types = header("Content-Type");
        return types.isEmpty() ? "" : types.getFirst().split(";")[0].strip();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers + "\n" + text();
    }
}
