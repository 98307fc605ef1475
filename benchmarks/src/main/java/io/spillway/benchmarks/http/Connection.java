package io.spillway.benchmarks.http;

import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One of the connections, with at most one request on its way; opened again whenever it ends. Used by its event loop only. */
@Sharable // by the channels that follow each other
@SuppressWarnings("FutureReturnValueIgnored") // whatever fails ends the channel, and that is told
final class Connection extends ChannelInboundHandlerAdapter {

    private static final long RETRY_MILLIS = 50;

    private final Bootstrap bootstrap;
    private final Owner owner;
    private @Nullable Channel channel;
    private boolean busy;
    private long due;
    private int status;
    private boolean keptAlive;

    /** Is told what happens. */
    interface Owner {

        /** It can take a request. */
        void free(Connection connection);

        /** It can take none any more. */
        void gone(Connection connection);

        void answered(Connection connection, int status, long due);

        /** It ended before the answer. */
        void lost(Connection connection, long due);
    }

    Connection(Bootstrap bootstrap, Owner owner) {
        this.owner = owner;
        this.bootstrap = bootstrap.clone().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel opening) {
                opening.pipeline().addLast(new HttpResponseDecoder(), Connection.this);
            }
        });
    }

    void open() {
        bootstrap.connect().addListener((ChannelFuture attempt) -> {
            if (!attempt.isSuccess()) {
                attempt.channel().eventLoop().schedule(this::openAgain, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void openAgain() {
        if (!bootstrap.config().group().isShuttingDown()) {
            open();
        }
    }

    /** @param since when it was due, to be told with the answer */
    void send(ByteBuf request, long since) {
        busy = true;
        due = since;
        Channel to = channel;
        if (to == null) {
            throw new IllegalStateException("Not open");
        }
        to.writeAndFlush(request, to.voidPromise());
    }

    boolean isBusy() {
        return busy;
    }

    long due() {
        return due;
    }

    /** Forgets the request on its way, and whatever would still come of it. */
    void giveUp() {
        busy = false;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        owner.free(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        try {
            if (part instanceof HttpResponse response) {
                status = response.status().code();
                keptAlive = HttpUtil.isKeepAlive(response);
            }
            if (part instanceof LastHttpContent && busy) {
                answered(context);
            }
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void answered(ChannelHandlerContext context) {
        busy = false;
        owner.answered(this, status, due);
        if (keptAlive) {
            owner.free(this);
        } else {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        channel = null;
        owner.gone(this);
        if (busy) {
            busy = false;
            owner.lost(this, due);
        }
        openAgain();
    }

    /** Reset by the server, most likely; what that means is told when the channel has ended. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
        context.close();
    }
}
