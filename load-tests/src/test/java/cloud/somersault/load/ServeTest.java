package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server and its neighbours: ports and folders that are taken, and an orderly end. */
class ServeTest {
    @TempDir private Path folder;
    @TempDir private Path otherFolder;

    @Test
    void a_port_that_was_asked_for_and_is_taken_is_an_error_that_says_who_holds_it() {
        try (var server = Servers.startLight(folder)) {
            int port = server.url().getPort();

            assertThatThrownBy(() -> Servers.startOn(port, otherFolder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the server ended with code 3")
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("process " + server.pid())
                    .hasMessageContaining("another Somersault server on the folder " + folder);
            assertThat(server.alive()).isTrue();
        }
    }

    @Test
    void when_no_port_was_asked_for_the_next_free_one_is_taken_and_said() {
        try (var first = Servers.startLightAnywhere(folder);
                var second = Servers.startLightAnywhere(otherFolder)) {
            assertThat(first.url().getPort()).isBetween(7272, 7372);
            assertThat(second.url().getPort()).isBetween(7273, 7372);
            assertThat(second.url().getPort()).isNotEqualTo(first.url().getPort());
            assertThat(second.logTail())
                    .contains("Port 7272 on 127.0.0.1 cannot be opened")
                    .contains("Port " + second.url().getPort() + " is taken instead");
        }
    }

    @Test
    void a_folder_that_is_in_use_is_not_opened_twice() {
        try (var server = Servers.startLight(folder)) {
            assertThatThrownBy(() -> Servers.startLight(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the server ended with code 3")
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining(Long.toString(server.pid()));
            assertThat(server.alive()).isTrue();
        }
    }

    @Test
    void an_orderly_end_leaves_no_address_behind_and_the_folder_free() throws IOException {
        try (var server = Servers.startLight(folder)) {
            assertThat(Files.readString(folder.resolve("server.json")))
                    .contains(server.url().toString());
        }
        assertThat(folder.resolve("server.json")).doesNotExist();
        try (var again = Servers.startLight(folder)) {
            assertThat(again.alive()).isTrue();
        }
    }
}
