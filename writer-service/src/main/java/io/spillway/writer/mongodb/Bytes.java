package io.spillway.writer.mongodb;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;

/**
 * Makes documents in bytes at once: as a tree of objects one takes up to ten times that, and all of a batch are held until they
 * are written.
 */
final class Bytes {

    private Bytes() {}

    static RawBsonDocument of(Consumer<BsonWriter> members) {
        try (BasicOutputBuffer bytes = new BasicOutputBuffer();
                BsonBinaryWriter document = new BsonBinaryWriter(bytes)) {
            document.writeStartDocument();
            members.accept(document);
            document.writeEndDocument();
            return new RawBsonDocument(bytes.getInternalBuffer(), 0, bytes.getSize());
        }
    }

    static void write(BsonWriter document, String name, UUID value) {
        document.writeBinaryData(name, new BsonBinary(value));
    }

    static void write(BsonWriter document, String name, Instant value) {
        document.writeDateTime(name, value.toEpochMilli());
    }
}
