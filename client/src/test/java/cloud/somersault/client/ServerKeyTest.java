package cloud.somersault.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeyTest {
    @TempDir Path folder;

    private Path file(String name, String key, String rights) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, key + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void the_file_that_was_named_goes_before_the_environment_and_that_before_the_usual_file()
            throws IOException {
        var named = file("named", "som_named", "rw-------");
        file("somersault/key", "som_usual", "rw-------");
        var environment =
                Map.of("SOMERSAULT_KEY", " som_environment ", "XDG_CONFIG_HOME", folder.toString());

        assertThat(ServerKey.find(Optional.of(named), environment)).contains("som_named");
        assertThat(ServerKey.find(Optional.empty(), environment)).contains("som_environment");
        assertThat(ServerKey.find(Optional.empty(), Map.of("XDG_CONFIG_HOME", folder.toString())))
                .contains("som_usual");
        assertThat(ServerKey.find(Optional.empty(), Map.of("HOME", folder.toString()))).isEmpty();
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws IOException {
        var open = file("open", "som_open", "rw-r-----");
        assertThatThrownBy(() -> ServerKey.find(Optional.of(open), Map.of()))
                .hasMessageContaining("chmod 600");
    }
}
