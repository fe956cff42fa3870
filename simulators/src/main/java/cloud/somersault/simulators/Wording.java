package cloud.somersault.simulators;

import java.util.List;
import java.util.Locale;

/** Figures in sentences: the same words on every machine. */
final class Wording {
    private Wording() {}

    static String size(double bytes) {
        var units = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
        int unit = 0;
        while (bytes >= 1024 && unit < units.size() - 1) {
            bytes /= 1024;
            unit++;
        }
        return bytes >= 1024
                ? text("2^%d bytes", Math.getExponent(bytes) + 60)
                : text(
                        "%s %s",
                        bytes == Math.rint(bytes) ? text("%.0f", bytes) : text("%.1f", bytes),
                        units.get(unit));
    }

    static String duration(double seconds) {
        if (seconds < 120) {
            return text("%.1f s", seconds);
        }
        if (seconds < 7200) {
            return text("%.0f min", seconds / 60);
        }
        return seconds < 3.6e8
                ? text("%.0f h", seconds / 3600)
                : text("%.1e years", seconds / 3.156e7);
    }

    /** Figures look the same everywhere. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not worth a dependency
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
