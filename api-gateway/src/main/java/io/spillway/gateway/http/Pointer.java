package io.spillway.gateway.http;

/** A JSON pointer (RFC 6901) under construction. */
record Pointer(String text) {

    static final Pointer ROOT = new Pointer("");

    Pointer member(String name) {
        return new Pointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    Pointer element(int index) {
        return new Pointer(text + "/" + index);
    }
}
