/* fb-filters-variant.c
 *
 * Filters and words as a value that settings keep: a dictionary of those that are set. What comes
 * from settings may be anything; what isn't understood is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filters-variant.h"

#define DAY_FORMAT "%Y-%m-%d"

static void
add_number (GVariantBuilder *builder, const char *key, int number, int none)
{
  if (number != none)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_int32 (number));
}

static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static void
add_day (GVariantBuilder *builder, const char *key, GDateTime *day)
{
  g_autofree char *text = day != NULL ? g_date_time_format (day, DAY_FORMAT) : NULL;

  add_text (builder, key, text);
}

/**
 * fb_filters_to_variant:
 * @filters: filters
 *
 * Returns: (transfer floating): an `a{sv}` of what is set
 */
GVariant *
fb_filters_to_variant (FbFilters *filters)
{
  g_return_val_if_fail (FB_IS_FILTERS (filters), NULL);

  GVariantBuilder builder;
  GDateTime *first = NULL;
  GDateTime *last = NULL;
  const FbDatePreset date = fb_filters_get_date (filters, &first, &last);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_number (&builder, "direction", fb_filters_get_direction (filters), FB_DIRECTION_ANY);
  add_number (&builder, "status", fb_filters_get_status (filters), FB_STATUS_ANY);
  add_number (&builder, "date", (int) date, FB_DATE_ANY);
  add_day (&builder, "first", first);
  add_day (&builder, "last", last);
  add_number (&builder, "document", fb_filters_get_document (filters), FB_DOCUMENT_ANY);
  add_text (&builder, "number", fb_filters_get_number (filters));
  add_text (&builder, "search", fb_filters_get_search (filters));
  return g_variant_builder_end (&builder);
}

static int
get_number (GVariant *variant, const char *key, int none, int n_numbers)
{
  gint32 number = none;

  if (!g_variant_lookup (variant, key, "i", &number) || number < 0 || number >= n_numbers)
    return none;
  return number;
}

static GDateTime *
dup_day (GVariant *variant, const char *key)
{
  const char *text = NULL;
  GDate date;

  if (!g_variant_lookup (variant, key, "&s", &text))
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  if (!g_date_valid (&date))
    return NULL;
  return g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date),
                                g_date_get_day (&date), 0, 0, 0);
}

/**
 * fb_filters_from_variant:
 * @filters: filters
 * @variant: what fb_filters_to_variant() has made, at some time
 *
 * Sets these and no others.
 */
void
fb_filters_from_variant (FbFilters *filters, GVariant *variant)
{
  g_return_if_fail (FB_IS_FILTERS (filters));
  g_return_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT));

  g_autoptr (GDateTime) first = dup_day (variant, "first");
  g_autoptr (GDateTime) last = dup_day (variant, "last");
  const char *number = NULL;
  const char *search = NULL;

  g_variant_lookup (variant, "number", "&s", &number);
  g_variant_lookup (variant, "search", "&s", &search);
  fb_filters_freeze (filters);
  fb_filters_set_direction (filters,
                            get_number (variant, "direction", FB_DIRECTION_ANY, FB_N_DIRECTIONS));
  fb_filters_set_status (filters, get_number (variant, "status", FB_STATUS_ANY, FB_N_STATUSES));
  fb_filters_set_date (filters,
                       (FbDatePreset) get_number (variant, "date", FB_DATE_ANY, FB_N_DATE_PRESETS),
                       first, last);
  fb_filters_set_document (
    filters, get_number (variant, "document", FB_DOCUMENT_ANY, FB_DOCUMENT_WITHOUT + 1));
  fb_filters_set_number (filters, number);
  fb_filters_set_search (filters, search);
  fb_filters_thaw (filters);
}
