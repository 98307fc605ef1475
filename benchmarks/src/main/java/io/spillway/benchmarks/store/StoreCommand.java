package io.spillway.benchmarks.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a message to the store asks for (MongoDB, "Wire Protocol", {@code OP_MSG}).
 *
 * @param name       such as {@code insert}
 * @param collection null for commands on none, such as {@code hello}
 * @param documents  written by it, as far as the request tells: the statements of an insert, update or delete
 */
record StoreCommand(String name, @Nullable String collection, int documents) {

    static final int HEADER = 16;
    private static final int OP_CODE_AT = 12;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int CHECKSUM = 4;

    /** The arrays of the commands that write, which come in the body or as sections of their own. */
    private static final Map<String, String> STATEMENTS = Map.of("insert", "documents", "update", "updates",
            "delete", "deletes");

    private static final StoreCommand UNKNOWN = new StoreCommand("", null, 0);

    /** @param message with its header; one of another kind, such as the first of a connection, is nobody's write */
    static StoreCommand parse(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(OP_CODE_AT) != OP_MSG) {
            return UNKNOWN;
        }
        buffer.position(HEADER);
        boolean checksum = (buffer.getInt() & CHECKSUM_PRESENT) != 0;
        buffer.limit(message.length - (checksum ? CHECKSUM : 0));
        RawBsonDocument body = null;
        int documents = 0;
        while (buffer.hasRemaining()) {
            if (buffer.get() == 0) {
                int size = buffer.getInt(buffer.position());
                body = new RawBsonDocument(message, buffer.position(), size);
                buffer.position(buffer.position() + size);
            } else {
                documents += countSequence(buffer);
            }
        }
        return body == null ? UNKNOWN : of(body, documents);
    }

    private static int countSequence(ByteBuffer buffer) {
        int end = buffer.position() + buffer.getInt(buffer.position());
        buffer.position(buffer.position() + Integer.BYTES);
        while (buffer.get() != 0) {
            // The sequence's name, which says nothing that the command's doesn't.
        }
        int count = 0;
        while (buffer.position() < end) {
            buffer.position(buffer.position() + buffer.getInt(buffer.position()));
            count++;
        }
        return count;
    }

    private static StoreCommand of(RawBsonDocument body, int inSequences) {
        String name = body.getFirstKey();
        BsonValue target = body.get(name);
        String collection = target != null && target.isString() ? target.asString().getValue() : null;
        String statements = STATEMENTS.get(name);
        if (statements == null) {
            return new StoreCommand(name, collection, name.equals("findAndModify") ? 1 : 0);
        }
        int inBody = body.containsKey(statements) ? body.getArray(statements).size() : 0;
        return new StoreCommand(name, collection, inSequences + inBody);
    }
}
