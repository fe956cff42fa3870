package cloud.somersault.http.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are part of the program, read once. */
final class Resources {
    private static final ConcurrentHashMap<String, byte[]> READ = new ConcurrentHashMap<>();

    private Resources() {}

    /** A file of our own. */
    static byte[] bytes(String name) {
        return READ.computeIfAbsent("/cloud/somersault/http/" + name, Resources::load);
    }

    /** A file of a library that comes as a WebJar, of whatever version is on the class path. */
    static byte[] ofLibrary(String library, String name) {
        var properties = "/META-INF/maven/org.webjars/" + library + "/pom.properties";
        var version = new Properties();
        try {
            version.load(
                    new ByteArrayInputStream(READ.computeIfAbsent(properties, Resources::load)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return READ.computeIfAbsent(
                "/META-INF/resources/webjars/"
                        + library
                        + "/"
                        + version.getProperty("version")
                        + "/"
                        + name,
                Resources::load);
    }

    private static byte[] load(String name) {
        try (var stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
