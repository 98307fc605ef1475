package io.spillway.orders.http;

import java.util.Optional;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.orders.core.CurrentCaller;
import io.spillway.orders.core.VisibleCommands;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /internal/commands/{commandId}}: what the ledger knows of a command, for gateways only. Not part of the
 * public API, but asked with the credentials of the gateway's caller, who gets to know of nobody else's command.
 */
@RestController
final class CommandController {

    private final VisibleCommands commands;
    private final CurrentCaller caller;

    CommandController(VisibleCommands commands, CurrentCaller caller) {
        this.commands = commands;
        this.caller = caller;
    }

    @GetMapping(path = "/internal/commands/{commandId}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> one(@PathVariable("commandId") String commandId, HttpServletRequest request) {
        Optional<CommandRecord> found = PathId.parse(commandId)
                .flatMap(uuid -> commands.find(caller.actor(), new CommandId(uuid)));
        if (found.isEmpty()) {
            return ProblemResponses.of(request, ProblemCode.COMMAND_NOT_FOUND,
                    "The ledger has no command of yours with this id.");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(found.get());
    }
}
