package io.spillway.benchmarks.servers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Credentials;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/orders} of several users and with many bodies, over and over, one order each or many as lines. Each is made
 * once, so that sending it costs next to nothing. Not thread-safe.
 */
public final class OrderRequests implements Supplier<ByteBuf> {

    private static final int BODIES = 101; // a prime, so that every user sends every body

    private final List<ByteBuf> requests = new ArrayList<>();
    private int next;

    private OrderRequests() {}

    /** One order each. */
    public static OrderRequests single(Callers callers) {
        List<byte[]> bodies = bodies(BODIES);
        OrderRequests all = new OrderRequests();
        for (int i = 0; i < BODIES * callers.credentials().size(); i++) {
            all.requests.add(request(callers.credentials().get(i % callers.credentials().size()), "application/json",
                    bodies.get(i % BODIES)));
        }
        return all;
    }

    /** So many orders each, a line each. */
    public static OrderRequests lines(Callers callers, int orders) {
        OrderRequests all = new OrderRequests();
        for (Credentials caller : callers.credentials()) {
            String lines = bodies(orders).stream().map(body -> new String(body, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("\n", "", "\n"));
            all.requests.add(request(caller, "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8)));
        }
        return all;
    }

    /** Orders of three items, as JSON. */
    static List<byte[]> bodies(int count) {
        CommandMaker maker = new CommandMaker();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(JsonMapper.shared().writeValueAsBytes(maker.content()));
        }
        return bodies;
    }

    private static ByteBuf request(Credentials caller, String type, byte[] body) {
        String head = """
                POST /v1/orders HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                %s: %s\r
                Content-Type: %s\r
                Accept: */*\r
                Content-Length: %d\r
                \r
                """.formatted(caller.token(), TokenClaims.CONSUMER_KEY_HEADER, caller.consumerKey(), type,
                body.length);
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(bytes, bytes.length + body.length);
        System.arraycopy(body, 0, request, bytes.length, body.length);
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(request));
    }

    @Override
    public ByteBuf get() {
        ByteBuf request = requests.get(next);
        next = (next + 1) % requests.size();
        return request.duplicate();
    }
}
