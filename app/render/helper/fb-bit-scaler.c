/* fb-bit-scaler.c
 *
 * Black and white, row by row, to grey pixels of another number: each has the grey of the area that
 * it covers. Neither the page nor its rows need the same scale in both directions.
 *
 * The edges of pixels are given as bits from the left and 65,536ths of the bit there. How much
 * black is left of an edge is counted by bytes, then by bits; what lies between two edges is the
 * difference.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-bit-scaler.h"

#include <string.h>

#define PARTS 65536

typedef struct
{
  guint32 byte;
  guint8 n_bits; /* of that byte, before the edge */
  guint16 part;  /* of the next bit, in 65,536ths */
} Edge;

struct _FbBitScaler
{
  FbPixels *target;
  guint32 width;
  guint32 height;
  gsize n_bytes;

  Edge *edges;       /* the target's width + 1 */
  guint32 *n_before; /* black bits before each byte */
  float *shares;     /* of black of a row's pixels; 1 is a whole bit */
  float *sums;       /* of the target's row that is being made */

  guint32 row;        /* that comes next */
  guint32 target_row; /* that is being made */
  guint8 n_ones[256];
};

/**
 * fb_bit_scaler_new:
 * @width: bits of a row
 * @height: rows
 * @target: where to; white
 *
 * Returns: (transfer full): a scaler, which awaits the first row
 */
FbBitScaler *
fb_bit_scaler_new (guint32 width, guint32 height, FbPixels *target)
{
  FbBitScaler *self = g_new0 (FbBitScaler, 1);

  self->target = target;
  self->width = width;
  self->height = height;
  self->n_bytes = (width + 7) / 8;
  self->edges = g_new (Edge, target->width + 1);
  self->n_before = g_new (guint32, self->n_bytes + 1);
  self->shares = g_new0 (float, target->width);
  self->sums = g_new0 (float, target->width);
  for (guint i = 0; i < 256; i++)
    self->n_ones[i] = (guint8) (self->n_ones[i / 2] + i % 2);
  for (guint32 i = 0; i <= target->width; i++)
    {
      const guint64 position = (guint64) i * width * PARTS / target->width;

      self->edges[i] = (Edge){
        .byte = (guint32) (position / PARTS / 8),
        .n_bits = (guint8) (position / PARTS % 8),
        .part = (guint16) (position % PARTS),
      };
    }
  return self;
}

/**
 * fb_bit_scaler_free:
 * @self: (transfer full): a scaler
 *
 * Frees it. The target stays.
 */
void
fb_bit_scaler_free (FbBitScaler *self)
{
  g_free (self->edges);
  g_free (self->n_before);
  g_free (self->shares);
  g_free (self->sums);
  g_free (self);
}

static gboolean
is_white (const guint8 *bits, gsize n)
{
  return bits[0] == 0 && memcmp (bits, bits + 1, n - 1) == 0;
}

/* In parts of a bit. */
static inline guint64
black_before (const FbBitScaler *self, const guint8 *bits, const Edge *edge)
{
  /* The last edge is behind the last byte. */
  const guint32 byte = edge->byte < self->n_bytes ? bits[edge->byte] : 0;
  const guint32 n = self->n_before[edge->byte] + self->n_ones[byte >> (8 - edge->n_bits)];

  return (guint64) n * PARTS + (byte >> (7 - edge->n_bits) & 1) * edge->part;
}

static void
measure_row (FbBitScaler *self, const guint8 *bits)
{
  guint32 n = 0;

  for (gsize i = 0; i < self->n_bytes; i++)
    {
      self->n_before[i] = n;
      n += self->n_ones[bits[i]];
    }
  self->n_before[self->n_bytes] = n;

  guint64 before = 0;
  for (guint32 i = 0; i < self->target->width; i++)
    {
      const guint64 until = black_before (self, bits, &self->edges[i + 1]);

      self->shares[i] = (float) (until - before) / PARTS;
      before = until;
    }
}

static void
finish_target_row (FbBitScaler *self)
{
  const guint32 width = self->target->width;
  guint32 *pixels = self->target->data + (gsize) self->target_row * width;
  /* What a pixel that is all black sums up to. */
  const float all = (float) ((double) self->height * self->width / width);

  for (guint32 i = 0; i < width; i++)
    {
      const float black = self->sums[i] * 255 / all + 0.5f;
      const guint32 grey = 255 - (black < 255 ? (guint32) black : 255);

      pixels[i] = 0xff000000u | grey << 16 | grey << 8 | grey;
    }
  memset (self->sums, 0, width * sizeof *self->sums);
  self->target_row++;
}

/**
 * fb_bit_scaler_add_row:
 * @self: a scaler
 * @bits: (nullable): a row, 1 is black; %NULL if it is white
 *
 * Takes the next row, at most as many as there are to be.
 *
 * Returns: %TRUE if there are more rows to come
 */
gboolean
fb_bit_scaler_add_row (FbBitScaler *self, const guint8 *bits)
{
  /* Both kinds of rows in the same unit: the page's height is one times the other. */
  const guint64 unit = self->target->height;
  const guint64 start = self->row * unit;
  const guint64 end = start + unit;
  const gboolean has_black = bits != NULL && !is_white (bits, self->n_bytes);

  g_assert (self->row < self->height);
  if (has_black)
    measure_row (self, bits);
  self->row++;

  while (self->target_row < self->target->height)
    {
      const guint64 target_start = (guint64) self->target_row * self->height;
      const guint64 target_end = target_start + self->height;
      const float weight = (float) (MIN (end, target_end) - MAX (start, target_start));

      if (has_black)
        for (guint32 i = 0; i < self->target->width; i++)
          self->sums[i] += weight * self->shares[i];
      if (target_end > end)
        break;
      finish_target_row (self);
      if (target_end == end)
        break;
    }
  return self->row < self->height;
}
