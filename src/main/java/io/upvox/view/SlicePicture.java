package io.upvox.view;

import io.upvox.tensor.Dhw;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orthogonal slices of a volume, or of an input beside its output: the same region at the same size and in the same greys, so
 * that only the sampling differs.
 */
public final class SlicePicture {
    private static final int PANEL = 300;
    private static final int GAP = 14;
    private static final int LINE = 22;
    private static final double DETAIL = 0.3;
    private static final double DETAIL_LEFT = 0.12;
    private static final double DETAIL_TOP = 0.15;

    private SlicePicture() {}

    /** A row of pictures with a title. */
    private record Strip(String title, List<Plane> planes) {}

    /**
     * Draws a picture.
     *
     * @param title what the volume is
     * @param volume the volume, or the input
     * @param against the output, or null
     */
    public static BufferedImage draw(String title, Volume volume, @Nullable Volume against) {
        Plane.Window window = Plane.Window.of(volume);
        List<Strip> strips = new ArrayList<>();
        strips.add(strip(against == null ? "" : "input ", volume, false));
        if (against != null) {
            strips.add(strip("output ", against, false));
            strips.add(strip("input, detail of ", volume, true));
            strips.add(strip("output, detail of ", against, true));
        }
        List<Dhw> sizes = new ArrayList<>();
        int height = GAP + LINE;
        int width = 0;
        for (Strip s : strips) {
            int tallest = 0;
            int wide = GAP;
            for (Plane p : s.planes()) {
                Dhw size = size(p);
                sizes.add(size);
                tallest = Math.max(tallest, size.h());
                wide += size.w() + GAP;
            }
            height += LINE + tallest + GAP;
            width = Math.max(width, wide);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(new Color(18, 18, 20));
            g.fillRect(0, 0, width, height);
            text(g, title, GAP, GAP + 12, Font.BOLD);
            int y = GAP + LINE;
            int i = 0;
            for (Strip s : strips) {
                text(g, s.title(), GAP, y + 14, Font.PLAIN);
                y += LINE;
                int x = GAP;
                int tallest = 0;
                for (Plane p : s.planes()) {
                    Dhw size = sizes.get(i++);
                    g.drawImage(p.draw(size.w(), size.h(), window), x, y, null);
                    x += size.w() + GAP;
                    tallest = Math.max(tallest, size.h());
                }
                y += tallest + GAP;
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private static Strip strip(String what, Volume v, boolean detail) {
        List<Plane> planes = new ArrayList<>();
        for (Plane p : Plane.orthogonal(v)) {
            planes.add(detail ? p.crop(DETAIL_LEFT, DETAIL_TOP, DETAIL) : p);
        }
        Dhw e = v.extents();
        String names = String.join(", ", planes.stream().map(Plane::name).toList());
        return new Strip(what + e + " (D,H,W): " + names, planes);
    }

    /** The plane's proportions, its longer side a panel wide. */
    private static Dhw size(Plane p) {
        double scale = (double) PANEL / Math.max(p.width(), p.height());
        return new Dhw(
                1, (int) Math.max(1, Math.round(p.height() * scale)), (int) Math.max(1, Math.round(p.width() * scale)));
    }

    private static void text(Graphics2D g, String text, int x, int y, int style) {
        g.setColor(new Color(225, 225, 225));
        g.setFont(new Font(Font.SANS_SERIF, style, 14));
        g.drawString(text, x, y);
    }
}
