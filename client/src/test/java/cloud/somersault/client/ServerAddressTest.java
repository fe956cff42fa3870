package cloud.somersault.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {
    @TempDir private Path folder;

    @Test
    void what_is_asked_for_goes_before_the_environment() {
        var found =
                ServerAddress.find(
                        Optional.of("http://a:1"),
                        Optional.empty(),
                        Map.of("SOMERSAULT_URL", "http://b:2"));

        assertThat(found).isEqualTo(URI.create("http://a:1"));
    }

    @Test
    void the_environment_goes_before_the_data_folder() throws IOException {
        serverRuns("http://c:3");

        assertThat(
                        ServerAddress.find(
                                Optional.empty(),
                                Optional.of(folder),
                                Map.of("SOMERSAULT_URL", "b:2")))
                .isEqualTo(URI.create("http://b:2"));
    }

    @Test
    void the_server_of_the_data_folder_is_found_where_it_wrote_itself_down() throws IOException {
        serverRuns("http://127.0.0.1:4711");

        assertThat(ServerAddress.find(Optional.empty(), Optional.of(folder), Map.of()))
                .isEqualTo(URI.create("http://127.0.0.1:4711"));
    }

    @Test
    void the_default_data_folder_follows_the_desktop_standard() throws IOException {
        Files.createDirectories(folder.resolve("somersault"));
        Files.writeString(
                folder.resolve("somersault/server.json"), "{\"url\":\"http://127.0.0.1:5\"}");

        assertThat(
                        ServerAddress.find(
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("XDG_DATA_HOME", folder.toString())))
                .isEqualTo(URI.create("http://127.0.0.1:5"));
    }

    @Test
    void otherwise_it_is_port_7272_of_this_machine() {
        assertThat(ServerAddress.find(Optional.empty(), Optional.of(folder), Map.of()))
                .isEqualTo(URI.create("http://127.0.0.1:7272"));
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() ->
                        ServerAddress.find(Optional.of("http://"), Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void serverRuns(String url) throws IOException {
        Files.writeString(folder.resolve("server.json"), "{\"url\":\"" + url + "\",\"pid\":1}");
    }
}
