/* test-gallery.c
 *
 * Pictures of every view in every appearance, to be looked at, in the folder GALLERY. It fails
 * where something is wrong for certain: the layout, the names of controls, or a warning of GTK.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "accessible-check.h"
#include "layout-check.h"
#include "screenshot.h"
#include "views.h"

/* As narrow as a phone's screen; with texts of double size there is room for twice that. */
#define NARROW_WIDTH 360

#define LTR   GTK_TEXT_DIR_LTR
#define RTL   GTK_TEXT_DIR_RTL
#define LIGHT ADW_COLOR_SCHEME_FORCE_LIGHT
#define DARK  ADW_COLOR_SCHEME_FORCE_DARK

/* Where there is the least room. */
static const Appearance tight_appearances[] = {
  { "narrow", NARROW_WIDTH, LIGHT, 1, LTR },
  { "large-text-narrow", 2 * NARROW_WIDTH, LIGHT, 2, LTR },
};

static const Appearance appearances[] = {
  { "wide", 1300, LIGHT, 1, LTR },
  { "dark", 1300, DARK, 1, LTR },
  { "large-text", 1300, LIGHT, 2, LTR },
};

static const Appearance high_contrast_appearances[] = {
  { "high-contrast", 1300, LIGHT, 1, LTR },
};

/* What the language makes no difference to is shown in one. */
static const Appearance further_appearances[] = {
  { "two-panes", 800, LIGHT, 1, LTR },
  { "right-to-left", 1300, LIGHT, 1, RTL },
  { "right-to-left-narrow", NARROW_WIDTH, LIGHT, 1, RTL },
};

static const Appearance further_high_contrast_appearances[] = {
  { "high-contrast-dark", 1300, DARK, 1, LTR },
  { "high-contrast-narrow", NARROW_WIDTH, LIGHT, 1, LTR },
};

/* Translations as they were built, and not those of a Faxbell that is installed. */
static void
set_translations (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Which ones there are may depend on the width, but not on how they look. */
static gboolean
shows_other_controls (const Appearance *appearance)
{
  return appearance->scheme == LIGHT && appearance->text_scale == 1 && appearance->direction == LTR;
}

static void
check_view (GtkWidget *window, const View *view, const Appearance *appearance)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.png", view->name, appearance->name);
  g_autofree char *path = g_build_filename (g_getenv ("GALLERY"), name, NULL);
  g_autofree char *where = g_strdup_printf ("%s, %s", view->name, appearance->name);

  screenshot_save (window, path);
  if (shows_other_controls (appearance) && accessible_check (window, where) > 0)
    g_test_fail ();
  int max_min_width = view->may_be_wide ? G_MAXINT : NARROW_WIDTH * appearance->text_scale;
  if (layout_check (window, max_min_width, where) > 0)
    g_test_fail ();
}

#define ADD_TESTS(appearances)                                                                     \
  views_add_tests ("/window/gallery", appearances, G_N_ELEMENTS (appearances), check_view)

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  set_translations ();
  g_assert_no_errno (g_mkdir_with_parents (g_getenv ("GALLERY"), 0777));

  const gboolean is_english = g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "en");
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    {
      ADD_TESTS (high_contrast_appearances);
      if (is_english)
        ADD_TESTS (further_high_contrast_appearances);
      return g_test_run ();
    }
  ADD_TESTS (tight_appearances);
  if (g_test_slow ())
    ADD_TESTS (appearances);
  if (g_test_slow () && is_english)
    ADD_TESTS (further_appearances);
  return g_test_run ();
}
