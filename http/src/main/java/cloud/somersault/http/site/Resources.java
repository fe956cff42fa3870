package cloud.somersault.http.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are part of the program, read once. */
final class Resources {
    private static final ConcurrentHashMap<String, byte[]> READ = new ConcurrentHashMap<>();

    private Resources() {}

    static byte[] bytes(String name) {
        return READ.computeIfAbsent(name, Resources::load);
    }

    private static byte[] load(String name) {
        try (var stream = Resources.class.getResourceAsStream("/cloud/somersault/http/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
