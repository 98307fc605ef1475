package io.spillway.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with its length ahead, in one piece: what Spring would write to the connection as it comes leaves in two, because nobody knows
 * its length before its end. Nothing that is answered as an object here is large; lines of many orders go another way.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {

    WholeJson(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(Object value, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        FastByteArrayOutputStream whole = new FastByteArrayOutputStream();
        super.writeInternal(value, type, new Held(message.getHeaders(), whole), hints);
        message.getHeaders().setContentLength(whole.size());
        whole.writeTo(message.getBody());
    }

    private record Held(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
